// The tools above the text: words on every button, reached with Tab once and then with the arrow keys.
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { Selection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from "prosemirror-tables";
import { isAddress, schema } from "./schema.js";

const { nodes, marks } = schema;

const within = (state, type) => {
  for (let depth = state.selection.$from.depth; depth > 0; depth--) if (state.selection.$from.node(depth).type === type) return true;
  return false;
};
const hasMark = (state, type) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const list = (type) => (state, dispatch) => (within(state, type) ? liftListItem(nodes.list_item) : wrapInList(type))(state, dispatch);
const quote = (state, dispatch) => (within(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const row = (type) => nodes.table_row.create(null, Array.from({ length: 3 }, () => type.createAndFill()));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  if (!dispatch) return true;
  const { tr } = state;
  const at = tr.selection.$from.before(1);
  const own = tr.doc.nodeAt(at);
  const whole = own.isTextblock && !own.content.size;
  const start = whole ? at : at + own.nodeSize;
  tr.replaceWith(start, whole ? at + own.nodeSize : start, table);
  if (start + table.nodeSize === tr.doc.content.size) tr.insert(start + table.nodeSize, nodes.paragraph.create());
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(start + 1))).scrollIntoView());
  return true;
}

export const STYLES = [
  ["正文", nodes.paragraph, null],
  ["一级标题", nodes.heading, { level: 2 }],
  ["二级标题", nodes.heading, { level: 3 }],
  ["三级标题", nodes.heading, { level: 4 }],
];

const TOOLS = [
  ["加粗", toggleMark(marks.strong), (state) => hasMark(state, marks.strong), "Ctrl+B"],
  ["项目符号", list(nodes.bullet_list), (state) => within(state, nodes.bullet_list)],
  ["编号", list(nodes.ordered_list), (state) => within(state, nodes.ordered_list)],
  ["引用", quote, (state) => within(state, nodes.blockquote)],
  null,
  ["链接", "link", (state) => hasMark(state, marks.link), "Ctrl+K"],
  ["插入表格", insertTable],
  null,
  ["撤销", undo, null, "Ctrl+Z"],
  ["重做", redo, null, "Ctrl+Y"],
];

const TABLE_TOOLS = [
  ["加一行", addRowAfter],
  ["加一列", addColumnAfter],
  ["删这行", deleteRow],
  ["删这列", deleteColumn],
  ["合并单元格", mergeCells],
  ["拆分单元格", splitCell],
  ["首行作表头", toggleHeaderRow],
  ["删表格", deleteTable],
];

function make(tag, attributes = {}, words = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (words) element.textContent = words;
  return element;
}

/** The toolbar and the line for links; `update(view)` shows the state of the tools. */
export function toolbar(id, attachments) {
  const bar = make("div", { class: "editor-tools", role: "toolbar", "aria-label": "正文工具", "aria-controls": id });
  const style = make("select", { "aria-label": "段落样式" });
  STYLES.forEach(([word], index) => style.append(make("option", { value: index }, word)));
  const linkLine = linkForm(attachments);
  let view = null;

  const buttons = [];
  const add = (into, [word, command, on, keys]) => {
    const button = make("button", { type: "button" }, word);
    if (keys) button.title = keys;
    if (on) button.setAttribute("aria-pressed", "false");
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (command === "link") linkLine.open(view);
      else {
        command(view.state, view.dispatch, view);
        view.focus();
      }
    });
    buttons.push({ button, command, on });
    into.append(button);
  };
  bar.append(style);
  for (const tool of TOOLS) {
    if (tool) add(bar, tool);
    else bar.append(make("span", { class: "apart" }));
  }
  const tableTools = [];
  const tableRow = make("div", { class: "editor-table-tools", role: "group", "aria-label": "表格" });
  bar.append(tableRow);
  for (const tool of TABLE_TOOLS) {
    add(tableRow, tool);
    tableTools.push(buttons[buttons.length - 1].button);
  }

  style.addEventListener("change", () => {
    const [, type, attrs] = STYLES[style.value];
    setBlockType(type, attrs)(view.state, view.dispatch);
    view.focus();
  });

  const stops = () => [style, ...buttons.map(({ button }) => button)].filter((tool) => !tool.hidden && !tool.disabled);
  const rove = (to) => {
    for (const tool of [style, ...buttons.map(({ button }) => button)]) tool.tabIndex = tool === to ? 0 : -1;
  };
  rove(style);
  bar.addEventListener("focusin", (event) => rove(event.target));
  bar.addEventListener("keydown", (event) => {
    const tools = stops();
    const at = tools.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (event.key === "Escape") view.focus();
    if (next === undefined) return;
    event.preventDefault();
    tools[(next + tools.length) % tools.length].focus();
  });

  return {
    bar,
    line: linkLine.line,
    openLink: () => linkLine.open(view),
    focus: () => stops().find((tool) => tool.tabIndex === 0)?.focus(),
    update(now) {
      view = now;
      const { state } = view;
      const inTable = isInTable(state);
      tableRow.hidden = !inTable;
      for (const tool of tableTools) tool.hidden = !inTable;
      for (const { button, command, on } of buttons) {
        button.disabled = command !== "link" && !command(state);
        if (on) button.setAttribute("aria-pressed", String(on(state)));
      }
      const { parent } = state.selection.$from;
      const chosen = STYLES.findIndex(([, type, attrs]) => parent.type === type && (!attrs || attrs.level === parent.attrs.level));
      style.value = String(Math.max(chosen, 0));
      if (!stops().some((tool) => tool.tabIndex === 0)) rove(style);
    },
  };
}

function linkForm(attachments) {
  const line = make("div", { class: "editor-link", role: "group", "aria-label": "链接" });
  line.hidden = true;
  const address = make("input", { type: "text", inputmode: "url", "aria-label": "网址", placeholder: "网址，如 https://…" });
  const choose = make("select", { "aria-label": "选一个附件" });
  choose.append(make("option", { value: "" }, "或选一个附件"));
  for (const file of attachments) choose.append(make("option", { value: file.url }, file.name));
  const set = make("button", { type: "button" }, "设为链接");
  const unset = make("button", { type: "button" }, "去掉链接");
  const close = make("button", { type: "button" }, "取消");
  const says = make("span", { role: "status" });
  line.append(address, ...(attachments.length ? [choose] : []), set, unset, close, says);
  let view = null;

  const shut = () => {
    line.hidden = true;
    says.textContent = "";
    view.focus();
  };
  const put = () => {
    const href = choose.value || address.value.trim();
    if (!isAddress(href)) {
      says.textContent = "网址要以 https:// 或 / 开头，请改正。";
      address.focus();
      return;
    }
    const { state } = view;
    const mark = marks.link.create({ href });
    const { from, to, empty } = state.selection;
    const name = choose.value ? choose.selectedOptions[0].textContent : href;
    view.dispatch(empty ? state.tr.replaceSelectionWith(schema.text(name, [mark]), false) : state.tr.addMark(from, to, mark));
    shut();
  };
  set.addEventListener("click", put);
  unset.addEventListener("click", () => {
    const { from, to } = wholeLink(view.state);
    view.dispatch(view.state.tr.removeMark(from, to, marks.link));
    shut();
  });
  close.addEventListener("click", shut);
  line.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
    if (event.key === "Enter" && event.target === address) {
      event.preventDefault();
      put();
    }
  });
  return {
    line,
    open(now) {
      view = now;
      line.hidden = false;
      choose.value = "";
      address.value = hrefAt(view.state);
      address.focus();
    },
  };
}

function hrefAt(state) {
  let href = "";
  const { from, to } = wholeLink(state);
  state.doc.nodesBetween(from, to, (node) => {
    const found = marks.link.isInSet(node.marks);
    if (found) href ||= found.attrs.href;
  });
  return href;
}

function wholeLink(state) {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  const { parent } = $from;
  const start = $from.start();
  let found = { from, to };
  parent.forEach((child, offset) => {
    const at = start + offset;
    if (marks.link.isInSet(child.marks) && at <= from && from <= at + child.nodeSize) found = { from: at, to: at + child.nodeSize };
  });
  return found;
}
