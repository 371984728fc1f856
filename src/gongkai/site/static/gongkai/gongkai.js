// What makes the pages pleasanter where scripts run; every page works without them.
// Attributes that ask for something:
//   data-key="g t"           this link or field answers to these keys
//   data-keep="item-12"      a form whose words are kept in the browser until it is sent, and offered again
//   data-forget              a form (signing out) that clears all kept words
//   data-select-all="item"   a box that ticks every box of that name; data-bulk shows how many are ticked
//   data-refresh="address"   an element filled anew from the address with what the form data-of="#id" holds
//   data-narrows="id"        a field that leaves a select (by its id) only the choices with the words typed
//   data-shows="id"          a field that shows, while it has the focus, the place of that id in a pane that scrolls
//   data-keys-switch         a box that turns the keys off

const STORE = "gongkai:";
const WEEK = 7 * 24 * 3600 * 1000;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const officer = document.body.dataset.officer || "";

function make(tag, words, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function stored(name, value) {
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem(STORE + name));
    if (value === null) localStorage.removeItem(STORE + name);
    else localStorage.setItem(STORE + name, JSON.stringify(value));
  } catch {
    // storage is full, switched off or holds something else: the page goes on without it
  }
  return null;
}

function storedNames() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(STORE)).map((name) => name.slice(STORE.length));
  } catch {
    return [];
  }
}

/* ---- errors ---- */

document.querySelector(".error-summary")?.focus();

/* ---- a wide table in a text can be moved with the arrow keys ---- */

for (const text of all(".prose")) {
  if (text.scrollWidth <= text.clientWidth) continue;
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", "正文（可左右移动）");
}

/* ---- a field beside a file shows its place in it ---- */

for (const field of all("[data-shows]")) {
  const place = document.getElementById(field.dataset.shows);
  const pane = place?.closest(".pane");
  if (!pane) continue;
  field.addEventListener("focus", () => {
    const [box, frame] = [place.getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollTop += box.top - frame.top - frame.height / 2;
    for (const shown of all(".shown", pane)) shown.classList.remove("shown");
    place.classList.add("shown");
  });
}

/* ---- keys ---- */

const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
let before = "";
let row = -1;

function go(step) {
  const rows = all("[data-rows] tbody tr");
  if (!rows.length) return;
  rows[row]?.classList.remove("at");
  row = Math.min(Math.max(row + step, 0), rows.length - 1);
  rows[row].classList.add("at");
  const link = rows[row].querySelector("a");
  (link || rows[row]).focus();
  rows[row].scrollIntoView({ block: "nearest" });
}

function press(keys) {
  const target = all("[data-key]").find((element) => element.dataset.key === keys && element.getClientRects().length);
  const hidden = all("[data-key]").find((element) => element.dataset.key === keys);
  const found = target || hidden;
  if (!found) return false;
  if (found.matches("input")) {
    found.focus();
    found.select();
  } else found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (stored("keys") === "off") return;
  const keys = before ? `${before} ${event.key}` : event.key;
  before = "";
  if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
  else if (press(keys)) event.preventDefault();
  else if (event.key.length === 1 && all("[data-key]").some((element) => element.dataset.key.startsWith(`${event.key} `))) {
    before = event.key;
    setTimeout(() => (before = ""), 1500);
  }
});

for (const box of all("[data-keys-switch]")) {
  box.checked = stored("keys") !== "off";
  box.addEventListener("change", () => stored("keys", box.checked ? null : "off"));
}

/* ---- menus close when one goes elsewhere ---- */

const folds = () => all("details.drop[open], details.chooser[open]");
document.addEventListener("click", (event) => folds().forEach((fold) => fold.contains(event.target) || (fold.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of folds()) {
    fold.open = false;
    if (fold.contains(document.activeElement)) fold.querySelector("summary").focus();
  }
});

/* ---- nothing typed is lost ---- */

const keepable = (field) => field.name && !field.disabled && !["hidden", "password", "file", "submit", "button"].includes(field.type);
const keptFields = (form) => [...form.elements].filter(keepable);

function take(form) {
  const values = {};
  for (const field of keptFields(form)) {
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ||= []).push(field.value);
      else values[field.name] ||= [];
    } else if (field.multiple) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else (values[field.name] ||= []).push(field.value);
  }
  return values;
}

function give(form, values) {
  const next = {};
  for (const field of keptFields(form)) {
    const given = values[field.name];
    if (!given) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = given.includes(option.value);
    else field.value = given[(next[field.name] = (next[field.name] ?? -1) + 1)] ?? field.value;
    field.dispatchEvent(new Event("gongkai:given"));
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// A form has arrived when the page after it comes from it and shows no error; an error page or signing in proves nothing.
const forms = all("form[data-keep]");
for (const name of storedNames().filter((each) => each.startsWith("typed:"))) {
  const kept = stored(name);
  const isHere = forms.some((form) => name === `typed:${officer}:${form.dataset.keep}`);
  const failed = document.body.matches(".plain-page") || (isHere && document.querySelector(".error-summary"));
  if (!kept || Date.now() - kept.at > WEEK || (kept.sent && kept.sent === document.referrer && !failed)) stored(name, null);
  else if (kept.sent && failed) stored(name, { ...kept, sent: "" });
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const changed = new Set();

for (const form of forms) {
  const name = `typed:${officer}:${form.dataset.keep}`;
  const atFirst = take(form);
  const kept = stored(name);
  if (kept && !same(kept.values, atFirst)) {
    const when = new Date(kept.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
    const offer = make("div", "", { class: "notice info screen-only", role: "status" });
    const line = make("p", `${when} 在这台电脑上填写过、没有提交的内容还在。`);
    const restore = make("button", "恢复", { type: "button", class: "button" });
    const drop = make("button", "不要了", { type: "button", class: "button plain" });
    restore.addEventListener("click", () => (give(form, kept.values), offer.remove()));
    drop.addEventListener("click", () => (stored(name, null), offer.remove()));
    line.append(" ", restore, " ", drop);
    offer.append(line);
    form.before(offer);
  }
  let timer;
  const keep = () => {
    clearTimeout(timer);
    const now = take(form);
    if (same(now, atFirst)) return changed.delete(form);
    changed.add(form);
    return stored(name, { at: Date.now(), values: now });
  };
  form.addEventListener("input", () => {
    changed.add(form);
    clearTimeout(timer);
    timer = setTimeout(keep, 600);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    keep();
    const last = stored(name);
    if (last) stored(name, { ...last, sent: location.href.split("#")[0] });
    changed.delete(form);
  });
  addEventListener("pagehide", () => changed.has(form) && keep());
}

addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

for (const form of all("form[data-forget]")) {
  form.addEventListener("submit", () => storedNames().forEach((name) => name.startsWith("typed:") && stored(name, null)));
}

/* ---- once is enough ---- */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) return event.preventDefault();
  form.dataset.sending = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => all("button[type=submit], button:not([type])", form).forEach((button) => (button.disabled = true)));
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of all("form[data-sending]")) {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
    all("button", form).forEach((button) => (button.disabled = false));
  }
});

/* ---- ticking rows ---- */

function tally(scope) {
  const boxes = all("td.check input", scope);
  const ticked = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest("tr").classList.toggle("chosen", box.checked));
  for (const box of all("[data-select-all]", scope)) {
    box.checked = ticked.length > 0 && ticked.length === boxes.length;
    box.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
  }
  for (const words of all("[data-bulk-words]", scope)) {
    words.dataset.bare ||= words.textContent;
    words.textContent = ticked.length ? words.dataset.bulkWords.replace("{}", ticked.length) : words.dataset.bare;
  }
}

for (const box of all("[data-select-all]")) {
  const scope = box.form || document;
  box.hidden = false;
  let last = null;
  box.addEventListener("change", () => {
    all("td.check input", scope).forEach((each) => (each.checked = box.checked));
    tally(scope);
  });
  scope.addEventListener("click", (event) => {
    if (!event.target.matches("td.check input")) return;
    const boxes = all("td.check input", scope);
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(event.target)].sort((one, other) => one - other);
      boxes.slice(from, to + 1).forEach((each) => (each.checked = event.target.checked));
    }
    last = event.target;
    tally(scope);
  });
  tally(scope);
}

/* ---- what is found, beside what is typed ---- */

for (const place of all("[data-refresh]")) {
  const form = document.querySelector(place.dataset.of);
  let timer;
  let running;
  place.setAttribute("aria-live", "polite");
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.refresh, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        signal: running.signal,
      });
      if (answer.ok && !answer.redirected) {
        place.innerHTML = await answer.text();
        document.dispatchEvent(new CustomEvent("gongkai:findings"));
      }
    } catch {
      // offline or overtaken by a later question: what stands there stays
    }
    place.removeAttribute("aria-busy");
  };
  form?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, Number(place.dataset.wait || 1200));
  });
}

/* ---- a long select, narrowed by words ---- */

for (const box of all("[data-narrows]")) {
  const select = document.getElementById(box.dataset.narrows);
  if (!select) continue;
  const choices = all("option", select).map((option) => {
    const group = option.closest("optgroup");
    return { option, group, words: `${group?.label ?? ""}${option.textContent}` };
  });
  box.addEventListener("input", () => {
    const wanted = box.value.split(/\s+/).filter(Boolean);
    for (const { option, group, words } of choices) {
      if (!option.value) continue;
      const stays = option.selected || wanted.every((word) => words.includes(word));
      if (stays) (group || select).append(option);
      else option.remove();
    }
    for (const group of new Set(choices.map((choice) => choice.group))) if (group) group.hidden = !group.children.length;
  });
}

/* ---- columns ---- */

for (const chooser of all(".chooser form")) {
  chooser.addEventListener("submit", (event) => {
    if (chooser.querySelector("input:checked")) return;
    event.preventDefault();
    chooser.querySelector("input[type=checkbox]").focus();
  });
}

/* ---- editor ---- */

if (document.body.dataset.editor && document.querySelector("textarea[data-editor]")) {
  import(document.body.dataset.editor).then((editor) => editor.start());
}
