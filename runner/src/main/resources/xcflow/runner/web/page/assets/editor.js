// The text of a workflow in CodeMirror: highlighting, completion from the schema, problems from the server.
import { EditorState } from "/assets/cm/codemirror__state.js";
import { EditorView, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, drawSelection } from "/assets/cm/codemirror__view.js";
import { StreamLanguage, HighlightStyle, syntaxHighlighting, indentUnit, bracketMatching } from "/assets/cm/codemirror__language.js";
import { defaultKeymap, history, historyKeymap } from "/assets/cm/codemirror__commands.js";
import { autocompletion, completionKeymap } from "/assets/cm/codemirror__autocomplete.js";
import { linter, lintGutter, lintKeymap } from "/assets/cm/codemirror__lint.js";
import { yaml } from "/assets/cm/legacy-modes/yaml.js";
import { tags } from "/assets/cm/lezer__highlight.js";

const area = document.getElementById("text");
const file = area.form.elements.file.value;
const schema = fetch("/api/schema.json").then((reply) => reply.json()).catch(() => ({}));

/** Names above a line, outermost first, by indentation: ["steps", "clone", "with"]. */
function path(state, number, indent) {
  const names = [];
  let limit = indent;
  for (let n = number - 1; n >= 1 && limit > 0; n--) {
    const found = /^(\s*)(?:- )?([\w$-]+)\s*:/.exec(state.doc.line(n).text);
    if (found && found[1].length < limit) {
      names.unshift(found[2]);
      limit = found[1].length;
    }
  }
  return names;
}

function resolved(node, root) {
  let at = node;
  for (let i = 0; at && at.$ref && i < 20; i++) {
    at = at.$ref.replace(/^#\//, "").split("/").reduce((o, k) => o && o[k.replace(/~1/g, "/").replace(/~0/g, "~")], root);
  }
  return at || {};
}

/** All schemas that may describe a node: what its alternatives and conditions say, too. */
function all(node, root, uses, depth = 0) {
  const at = resolved(node, root);
  if (depth > 8) {
    return [at];
  }
  let list = [at];
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    for (const part of at[key] || []) {
      const cond = resolved(part, root);
      if (cond.if) {
        const wanted = JSON.stringify(cond.if);
        if (!uses || !wanted.includes(JSON.stringify(uses))) {
          continue;
        }
        list = list.concat(all(cond.then || {}, root, uses, depth + 1));
      } else {
        list = list.concat(all(part, root, uses, depth + 1));
      }
    }
  }
  return list;
}

function below(nodes, name, root, uses) {
  const found = [];
  for (const node of nodes) {
    const next = (node.properties && node.properties[name]) ||
      (typeof node.additionalProperties === "object" ? node.additionalProperties : null) ||
      Object.entries(node.patternProperties || {}).filter(([p]) => new RegExp(p).test(name)).map(([, s]) => s)[0];
    if (next) {
      found.push(...all(next, root, uses));
    }
  }
  return found;
}

/** The task of the step in which a line is. */
function task(state, number) {
  const indent = /^\s*/.exec(state.doc.line(number).text)[0].length;
  const names = path(state, number, Math.max(indent, 1));
  if (names[0] !== "steps" || names.length < 2) {
    return null;
  }
  let from = number;
  while (from > 1 && !new RegExp("^\\s+" + names[1] + "\\s*:").test(state.doc.line(from).text)) {
    from--;
  }
  const base = /^\s*/.exec(state.doc.line(from).text)[0].length;
  for (let n = from; n <= state.doc.lines; n++) {
    const text = state.doc.line(n).text;
    if (n > from && text.trim() && /^\s*/.exec(text)[0].length <= base) {
      break;
    }
    const uses = /\buses\s*:\s*([\w-]+)/.exec(text);
    if (uses) {
      return uses[1];
    }
  }
  return null;
}

async function complete(context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = context.matchBefore(/[\w$-]*/);
  const indent = /^\s*/.exec(before)[0].length;
  const root = await schema;
  const uses = task(context.state, line.number);
  let nodes = all(root, root, uses);
  for (const name of path(context.state, line.number, indent)) {
    nodes = below(nodes, name, root, uses);
  }
  const value = /^\s*(?:- )?([\w$-]+)\s*:\s+[\w$-]*$/.exec(before);
  const options = [];
  if (value) {
    for (const node of below(nodes, value[1], root, uses)) {
      for (const option of node.enum || (node.const !== undefined ? [node.const] : [])) {
        options.push({ label: String(option), type: "constant" });
      }
      if (node.type === "boolean") {
        options.push({ label: "true" }, { label: "false" });
      }
    }
  } else if (/^\s*(?:- )?[\w$-]*$/.test(before)) {
    for (const node of nodes) {
      for (const [name, part] of Object.entries(node.properties || {})) {
        const described = resolved(part, root);
        options.push({ label: name, apply: name + ": ", type: "property", info: part.description || described.description || undefined });
      }
    }
  }
  if (!options.length || (!context.explicit && word.from === word.to)) {
    return null;
  }
  const seen = new Set();
  return { from: word.from, options: options.filter((o) => !seen.has(o.label) && seen.add(o.label)), validFor: /^[\w$-]*$/ };
}

async function problems(view) {
  const reply = await fetch("/api/experiments/check", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ file: file, text: view.state.doc.toString() }),
  });
  if (!reply.ok) {
    return [];
  }
  const checked = await reply.json();
  return checked.problems.map((problem) => {
    const line = view.state.doc.line(Math.min(Math.max(1, problem.line), view.state.doc.lines));
    const from = Math.min(line.to, line.from + problem.column - 1);
    const word = /^[\w$.-]+/.exec(line.text.slice(from - line.from));
    return { from: from, to: word ? from + word[0].length : line.to, severity: "error", message: problem.message };
  });
}

const style = HighlightStyle.define([
  { tag: [tags.atom, tags.propertyName, tags.definition(tags.propertyName)], class: "tok-key" },
  { tag: tags.string, class: "tok-string" },
  { tag: [tags.number, tags.bool], class: "tok-number" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.meta, tags.keyword], class: "tok-meta" },
]);

const view = new EditorView({
  state: EditorState.create({
    doc: area.value,
    extensions: [
      lineNumbers(), history(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(), bracketMatching(),
      indentUnit.of("  "), StreamLanguage.define(yaml), syntaxHighlighting(style),
      autocompletion({ override: [complete] }), linter(problems, { delay: 600 }), lintGutter(),
      keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({ "aria-label": "Text of the workflow" }),
      EditorState.readOnly.of(area.readOnly), EditorView.lineWrapping,
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          area.value = update.state.doc.toString();
        }
      }),
    ],
  }),
});
area.hidden = true;
area.after(view.dom);
