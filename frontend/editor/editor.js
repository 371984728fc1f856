// The editor of long texts: takes the place of every <textarea data-editor>, which keeps the text and is what gets sent.
//   data-attachments='[{"name": "附件1.xlsx", "url": "/files/1"}]'   what the link line offers
// A list with data-editor-for="id" and data-findings='[{"from", "to", "quote", "message", "severity"}]' is marked in it.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { findingsPlugin, goTo, showFindings } from "./findings.js";
import { clean } from "./paste.js";
import { read, schema, write } from "./schema.js";
import { STYLES, toolbar } from "./toolbar.js";

const { nodes, marks } = schema;
const QUIET = 250;

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

const keys = (tools) =>
  keymap({
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Mod-b": toggleMark(marks.strong),
    "Mod-k": () => (tools.openLink(), true),
    "Alt-F10": () => (tools.focus(), true),
    "Shift-Enter": lineBreak,
    Enter: splitListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    "Mod-]": sinkListItem(nodes.list_item),
    Tab: goToNextCell(1),
    "Shift-Tab": goToNextCell(-1),
    ...Object.fromEntries(STYLES.map(([, type, attrs], index) => [`Mod-Alt-${index}`, setBlockType(type, attrs)])),
  });

function json(text, otherwise) {
  try {
    return JSON.parse(text) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function open(textarea) {
  const id = `${textarea.id}-editor`;
  const label = textarea.labels[0];
  if (label && !label.id) label.id = `${id}-label`;
  const tools = toolbar(id, json(textarea.dataset.attachments, []));
  const frame = document.createElement("div");
  frame.className = textarea.getAttribute("aria-invalid") === "true" ? "editor wrong" : "editor";
  const foot = document.createElement("p");
  foot.className = "editor-foot";

  const attributes = { id, class: "editor-area", role: "textbox", "aria-multiline": "true" };
  if (label) attributes["aria-labelledby"] = label.id;
  else attributes["aria-label"] = "正文";
  for (const name of ["aria-describedby", "aria-invalid"]) if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  if (textarea.required) attributes["aria-required"] = "true";

  const state = () =>
    EditorState.create({
      doc: read(textarea.value),
      plugins: [keys(tools), keymap(baseKeymap), history(), gapCursor(), findingsPlugin, tableEditing()],
    });
  let timer = null;
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
    textarea.value = write(view.state.doc);
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    count();
  };
  const count = () => {
    foot.textContent = `${view.state.doc.textContent.replace(/\s/g, "").length.toLocaleString("zh-CN")} 字。Alt+F10 到工具栏，Ctrl+Z 撤销。`;
  };

  const view = new EditorView({ mount: document.createElement("div") }, {
    state: state(),
    attributes,
    transformPastedHTML: clean,
    editable: () => !textarea.disabled && !textarea.readOnly,
    dispatchTransaction(step) {
      view.updateState(view.state.apply(step));
      tools.update(view);
      if (step.docChanged) {
        clearTimeout(timer);
        timer = setTimeout(flush, QUIET);
      }
    },
    handleDOMEvents: {
      blur: () => (flush(), false),
    },
  });
  frame.append(tools.bar, tools.line, view.dom, foot);
  textarea.before(frame);
  textarea.hidden = true;
  textarea.required = false;
  tools.update(view);
  count();

  const mark = () => {
    const list = document.querySelector(`[data-editor-for="${textarea.id}"]`);
    showFindings(view, json(list?.dataset.findings || textarea.dataset.findings || "[]", []));
  };
  mark();
  label?.addEventListener("click", () => view.focus());
  textarea.addEventListener("gongkai:given", () => {
    view.updateState(state());
    mark();
    count();
  });
  document.addEventListener("gongkai:findings", mark);
  document.addEventListener("submit", flush, true);
  addEventListener("pagehide", flush);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[href="#${textarea.id}"]`);
    if (!link) return;
    event.preventDefault();
    if (!goTo(view, Number(link.dataset.mark ?? -1))) {
      view.focus();
      view.dom.scrollIntoView({ block: "nearest" });
    }
  });
  return view;
}

/** Opens an editor in place of every text area that asks for one. */
export function start() {
  return [...document.querySelectorAll("textarea[data-editor]")].map(open);
}
