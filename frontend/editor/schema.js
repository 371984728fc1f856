// What a text may hold: headings of three levels, paragraphs, lists, quotes, tables, bold, links. Nothing else can get in.
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const ADDRESS = /^(https?:|mailto:|tel:|\/(?!\/)|#)/i;

export const isAddress = (href) => ADDRESS.test(href.trim());

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "(paragraph | bullet_list | ordered_list)+",
  cellAttributes: {},
});

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }, { tag: "pre" }], toDOM: () => ["p", 0] },
    heading: {
      group: "block",
      content: "inline*",
      marks: "link",
      defining: true,
      attrs: { level: { default: 2 } },
      parseDOM: [
        { tag: "h1", attrs: { level: 2 } },
        { tag: "h2", attrs: { level: 2 } },
        { tag: "h3", attrs: { level: 3 } },
        { tag: "h4", attrs: { level: 4 } },
        { tag: "h5", attrs: { level: 4 } },
        { tag: "h6", attrs: { level: 4 } },
      ],
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    blockquote: {
      group: "block",
      content: "(paragraph | bullet_list | ordered_list)+",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: {
      group: "block",
      content: "list_item+",
      attrs: { order: { default: 1 } },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: Number.parseInt(dom.getAttribute("start"), 10) || 1 }) }],
      toDOM: (node) => (node.attrs.order === 1 ? ["ol", 0] : ["ol", { start: node.attrs.order }, 0]),
    },
    list_item: {
      content: "paragraph (paragraph | bullet_list | ordered_list)*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    ...tables,
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => isAddress(dom.getAttribute("href")) && { href: dom.getAttribute("href").trim() } }],
      toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
        { style: "font-weight", clearMark: (mark) => mark.type.name === "strong", getAttrs: (weight) => (weight === "normal" || weight === "400") && null },
        { style: "font-weight", getAttrs: (weight) => /^(bold(er)?|[6-9]00)$/.test(weight) && null },
      ],
      toDOM: () => ["strong", 0],
    },
  },
});

const detached = () => document.implementation.createHTMLDocument("");

/** The document that a text of HTML means. */
export function read(html) {
  const body = detached().body;
  body.innerHTML = html;
  return DOMParser.fromSchema(schema).parse(body);
}

/** The document as clean HTML, one block a line; an empty document is an empty text. */
export function write(doc) {
  if (!doc.textContent.trim() && doc.childCount === 1) return "";
  const other = detached();
  const body = other.body;
  body.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content, { document: other }));
  for (const only of body.querySelectorAll("td > p:only-child, th > p:only-child, li > p:first-child")) {
    if (only.parentNode.tagName === "LI" && only.nextElementSibling?.tagName === "P") continue;
    only.replaceWith(...only.childNodes);
  }
  for (const cell of body.querySelectorAll("td, th")) {
    for (const name of ["colspan", "rowspan"]) if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
  }
  const blocks = [...body.children].map((block) => block.outerHTML);
  while (blocks.length && blocks[blocks.length - 1] === "<p></p>") blocks.pop();
  return blocks.join("\n");
}
