// What was found, marked in the text. A range counts characters of the plain text: the text of every paragraph, heading and
// cell in order, one newline between two of them; a quote finds its place again when the text has moved.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const key = new PluginKey("findings");

/** The plain text of a document, and where each stretch of it stands. */
export function plain(doc) {
  const stretches = [];
  let text = "";
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    if (stretches.length) text += "\n";
    stretches.push({ start: text.length, at: at + 1, length: 0 });
    node.forEach((child, offset) => {
      stretches.push({ start: text.length, at: at + 1 + offset, length: child.isText ? child.text.length : 1 });
      text += child.isText ? child.text : "\n";
    });
    return false;
  });
  const position = (index) => {
    const found = stretches.filter((stretch) => stretch.start <= index);
    const stretch = found[found.length - 1];
    return stretch ? stretch.at + Math.min(index - stretch.start, stretch.length) : 1;
  };
  return { text, position };
}

function place(finding, { text, position }) {
  if (!finding) return null;
  let { from, to } = finding;
  const { quote } = finding;
  if (quote && text.slice(from ?? -1, to ?? -1) !== quote) {
    const starts = [];
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) starts.push(at);
    if (!starts.length) return null;
    const wanted = from ?? 0;
    from = starts.reduce((best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best));
    to = from + quote.length;
  }
  if (from === undefined || from === null || to > text.length || to <= from) return null;
  return { from: position(from), to: position(to) };
}

const TONES = { error: "fault", warning: "warning", note: "note" };

function decorate(doc, findings, at) {
  const text = plain(doc);
  const found = findings.flatMap((finding, index) => {
    const range = place(finding, text);
    if (!range) return [];
    const tone = TONES[finding.severity] || "warning";
    const attributes = { class: `marked ${tone}${index === at ? " at" : ""}`, title: finding.message || "" };
    return [Decoration.inline(range.from, range.to, attributes, { index })];
  });
  return DecorationSet.create(doc, found);
}

export const findingsPlugin = new Plugin({
  key,
  state: {
    init: () => ({ findings: [], marks: DecorationSet.empty }),
    apply(step, value) {
      const asked = step.getMeta(key);
      if (asked) {
        const findings = asked.findings || value.findings;
        return { findings, marks: decorate(step.doc, findings, asked.at) };
      }
      return step.docChanged ? { ...value, marks: value.marks.map(step.mapping, step.doc) } : value;
    },
  },
  props: {
    decorations: (state) => key.getState(state).marks,
  },
});

export function showFindings(view, findings) {
  view.dispatch(view.state.tr.setMeta(key, { findings }));
}

/** Selects the place of a finding and brings it into sight; false where it is not in the text. */
export function goTo(view, index) {
  view.dispatch(view.state.tr.setMeta(key, { at: index }));
  const [mark] = key.getState(view.state).marks.find(undefined, undefined, (spec) => spec.index === index);
  if (!mark) return false;
  view.focus();
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, mark.from, mark.to)).scrollIntoView());
  return true;
}
