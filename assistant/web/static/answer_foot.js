// The foot of an answer: what proves it, what a model did, how to take it away, the steps it took.

import { asLetter, asMarkdown, asText, letterReferences } from "./copying.js";
import { button, copyButton, el, icon, says } from "./dom.js";
import { has } from "./texts.js";

const PROVEN = new Set(["answered", "partial", "false_premise"]);

export function foot(answer) {
  const proven = PROVEN.has(answer.status) && answer.citations.every((citation) => citation.verbatim);
  const seal = says("span", "", "answer.proven", answer.citations.length);
  return el(
    "div",
    "answer-foot",
    {},
    proven ? el("p", "proven", {}, icon("check"), seal) : null,
    modelShare(answer),
    copying(answer),
    button("quiet answer-print", () => print(), icon("print"), says("span", "", "answer.print")),
    steps(answer.trace),
  );
}

/** How many sentences a language model worded, where one was asked; every one of them is verified. */
function modelShare({ claims, trace: { model, use } }) {
  if (!model || !use) return null;
  const shown = Math.min(use.shown, claims.length);
  if (!shown) return says("p", "model-share", "model.none", model, use.dropped);
  return says("p", "model-share", "model.share", shown, claims.length, model, use.dropped);
}

function copying(answer) {
  let references = null;
  const fetched = () => (references ??= letterReferences(answer.citations).catch((fault) => {
    references = null; // the next try may reach the service
    throw fault;
  }));
  const node = el("details", "copying", {},
    el("summary", "", {}, icon("copy"), says("span", "", "answer.copy")),
    el("div", "copying-ways", {},
      copyButton("answer.copy.plain", () => asText(answer)),
      copyButton("answer.copy.markdown", () => asMarkdown(answer)),
      copyButton("answer.copy.letter", async () => asLetter(answer, await fetched()))));
  // Fetched while the reader chooses: a browser lets a page copy only right after a click.
  node.addEventListener("toggle", () => node.open && fetched().catch(() => {}));
  return node;
}

function steps(trace) {
  if (!trace.steps.length) return null;
  const list = el("ol", "", {}, ...trace.steps.map(({ name, ms }) => {
    const took = el("span", "took", {}, `${ms.toFixed(1).replace(".", ",")} ms`);
    const word = has(`done.${name}`) ? says("span", "", `done.${name}`) : el("span", "", {}, name);
    return el("li", "", {}, word, took);
  }));
  return el("details", "steps", {}, says("summary", "", "answer.steps"), list);
}
