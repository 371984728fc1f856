// What comes from Word, WPS or a web page: only what a reader was meant to see, in the plainest markup.

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]/;
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, div, blockquote";

/** Clean HTML of pasted HTML; the schema then drops every attribute and element it does not know. */
export function clean(html) {
  const page = new window.DOMParser().parseFromString(withoutOfficeMarkup(html), "text/html");
  const { body } = page;
  dropUnseen(body);
  raiseHeadings(page);
  flattenCells(page);
  joinLines(body);
  dropBlanks(body);
  return body.innerHTML;
}

// Conditional comments and the elements of Office's own namespaces; downlevel-revealed ones are kept for their text.
function withoutOfficeMarkup(html) {
  return html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[(if|endif)[^\]]*\]>/gi, "")
    .replace(/<!--(?!\s*(Start|End)Fragment)[\s\S]*?-->/gi, "")
    .replace(/<(\/?)(o|w|m|v|st1):[^>]*>/gi, "")
    .replace(/<(style|script|xml|title|head)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)(?=[^<>]*>)/gi, "")
    .replace(/\sstyle=(["'])([\s\S]*?)\1/gi, (whole, quote, style) => kept(style, quote));
}

// The style attribute is parsed by the browser, where a policy may forbid it: what we need of it goes into data attributes.
function kept(style, quote) {
  const outline = style.match(/mso-outline-level\s*:\s*([1-6])/i);
  const found = [];
  if (HIDDEN.test(style)) found.push(`data-hidden=${quote}1${quote}`);
  if (/mso-element\s*:\s*(comment|header|footer)/i.test(style)) found.push(`data-hidden=${quote}1${quote}`);
  if (outline) found.push(`data-outline=${quote}${outline[1]}${quote}`);
  if (/(^|;)\s*font-weight\s*:\s*(bold|[6-9]00)/i.test(style)) found.push(`data-bold=${quote}1${quote}`);
  if (/(^|;)\s*font-weight\s*:\s*(normal|400)/i.test(style)) found.push(`data-bold=${quote}0${quote}`);
  return found.length ? ` ${[...new Set(found)].join(" ")}` : "";
}

// Hidden words, deleted words and comments are exactly what must never be published by accident.
function dropUnseen(body) {
  const unseen = "[data-hidden], [hidden], del, s, strike, img, picture, object, iframe, svg, .MsoCommentReference, .msocomanchor, .msocomtxt";
  for (const element of body.querySelectorAll(unseen)) element.remove();
  for (const bold of body.querySelectorAll("span[data-bold='1'], font[data-bold='1']")) {
    const strong = bold.ownerDocument.createElement("strong");
    strong.append(...bold.childNodes);
    bold.replaceWith(strong);
  }
  for (const plain of body.querySelectorAll("b[data-bold='0'], strong[data-bold='0']")) plain.replaceWith(...plain.childNodes);
}

// The title of a page is its own h1: pasted headings begin one lower.
function raiseHeadings(page) {
  for (const paragraph of page.querySelectorAll("p[data-outline]")) {
    rename(paragraph, `h${paragraph.dataset.outline}`);
  }
  const lower = page.querySelector("h1") ? 1 : 0;
  for (const heading of page.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!heading.textContent.trim()) heading.remove();
    else if (lower) rename(heading, `h${Math.min(Number(heading.tagName[1]) + lower, 4)}`);
  }
}

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

// A cell holds paragraphs and lists: headings in it become paragraphs, a table within a table becomes its text.
function flattenCells(page) {
  for (const inner of page.querySelectorAll("td table, th table")) {
    const lines = [...inner.rows].map((row) => {
      const line = page.createElement("p");
      line.textContent = [...row.cells].map((cell) => cell.textContent.trim()).join("　");
      return line;
    });
    inner.replaceWith(...lines);
  }
  for (const heading of page.querySelectorAll("td :is(h1, h2, h3, h4, h5, h6), th :is(h1, h2, h3, h4, h5, h6)")) rename(heading, "p");
}

// Office breaks long lines anywhere: between two Chinese characters the break is nothing, elsewhere a blank.
function joinLines(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let last = "";
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("pre")) continue;
    const own = node.parentElement.closest(BLOCKS);
    if (own !== block) last = "";
    block = own;
    node.data = node.data.replace(/[ \t]*\r?\n[ \t\r\n]*/g, (gap, at) => {
      const one = at ? node.data[at - 1] : last;
      const other = node.data[at + gap.length] || following(node, block);
      return !one || !other || (WIDE.test(one) && WIDE.test(other)) ? "" : " ";
    });
    if (node.data) last = node.data[node.data.length - 1];
  }
}

// Rows of blanks stand for a layout that does not come along; two full-width blanks at the head of a paragraph may stay.
function dropBlanks(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) node.data = node.data.replace(/[ \u00a0]{2,}|\u00a0/g, " ");
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("br")) paragraph.remove();
  }
}

function following(node, block) {
  const walker = node.ownerDocument.createTreeWalker(block || node.ownerDocument.body, NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  for (let next = walker.nextNode(); next; next = walker.nextNode()) {
    const found = next.data.match(/\S/);
    if (found) return found[0];
  }
  return "";
}
