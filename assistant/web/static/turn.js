// One question and its answer.

import { addressOf, pageOf } from "./api.js";
import { button, copyButton, el, icon, labelled, says, written } from "./dom.js";
import { markdown } from "./markdown.js";
import { judgement } from "./judge.js";
import { has } from "./texts.js";

const PLAIN = new Set(["answered", "greeting"]); // endings that need no label
const WALK = "Xem bà con được hỗ trợ gì"; // the suggestion that leads to the page of support policies
const PROVEN = new Set(["answered", "partial", "false_premise"]);

export class Turn {
  /** `actions`: openCitation(citations, index, opener), askNext(text), retry(turn, question). */
  constructor(question, actions) {
    this.question = question;
    this.actions = actions;
    this.citations = [];
    this.stored = null;
    this.progress = says("p", "progress", "turn.working");
    this.body = el("div", "answer-body", { lang: "vi" });
    this.answer = el("div", "answer", { "aria-busy": "true" }, this.progress, this.body);
    const asked = el("p", "question", { lang: "vi" }, question);
    asked.prepend(says("span", "unseen", "turn.question"));
    this.element = el("li", "turn", {}, asked, this.answer);
  }

  /** What a streamed answer calls while it comes. */
  listener(signal) {
    const onStored = (stored) => (this.stored = stored);
    return { onStep: (name) => this.step(name), onClaim: (data) => this.claim(data), onStored, signal };
  }

  step(name) {
    const key = has(`step.${name}`) ? `step.${name}` : "step.other";
    const fresh = says("p", "progress", key);
    this.progress.replaceWith(fresh);
    this.progress = fresh;
  }

  claim({ claim, citations }) {
    const known = new Set(this.citations.map((citation) => citation.id));
    this.citations.push(...citations.filter((citation) => !known.has(citation.id)));
    const marked = claim.citations.every((id) => claim.text.includes(`[${id}]`));
    const text = marked ? claim.text : `${claim.text} ${claim.citations.map((id) => `[${id}]`).join("")}`;
    const item = el("div", "claim");
    item.append(markdown(text, (id) => this.marker(id)));
    this.body.append(item);
  }

  /** Put the finished answer in place of what was streamed. */
  finish(answer) {
    this.citations = answer.citations;
    this.body.replaceChildren(markdown(answer.answer, (id) => this.marker(id)));
    this.progress.remove();
    this.answer.classList.add(`is-${answer.status}`);
    this.answer.removeAttribute("aria-busy");
    if (!PLAIN.has(answer.status) && has(`status.${answer.status}`)) {
      this.answer.prepend(says("p", "status", `status.${answer.status}`));
    }
    this.answer.append(...this.parts(answer).filter(Boolean));
  }

  parts(answer) {
    return [
      notes(answer.notes),
      cards("answer.sources", answer.citations, this.actions.openCitation, false),
      cards("answer.closest", answer.closest, this.actions.openCitation, true),
      answer.citations.length ? this.foot(answer) : null,
      suggestions(answer.suggestions, this.actions.askNext, this.question),
    ];
  }

  foot(answer) {
    const proven = PROVEN.has(answer.status) && answer.citations.every((citation) => citation.verbatim);
    const seal = says("span", "", "answer.proven", answer.citations.length);
    return el(
      "div",
      "answer-foot",
      {},
      proven ? el("p", "proven", {}, icon("check"), seal) : null,
      copyButton("answer.copy", () => asText(answer)),
      steps(answer.trace),
    );
  }

  /** Let the reader judge the answer; `keep(feedback)` sends the verdict, `said` is one given before. */
  judged(keep, said = null) {
    this.belowFoot(judgement(keep, said));
  }

  /** Say something about the turn itself. */
  remark(key) {
    this.belowFoot(says("p", "turn-note", key));
  }

  belowFoot(node) {
    const next = this.answer.querySelector(":scope > .next");
    this.answer.insertBefore(node, next);
  }

  fail(failure, stopped) {
    this.progress.remove();
    this.answer.removeAttribute("aria-busy");
    this.answer.classList.add(stopped ? "is-stopped" : "is-failed");
    const again = button("primary", () => this.actions.retry(this, this.question), icon("retry"), says("span", "", "retry"));
    const title = says("p", "failure-title", stopped ? "fail.title.stopped" : "fail.title");
    this.answer.append(el("div", "failure", {}, title, reason(failure, stopped), again));
  }

  /** What a screen reader says when the turn ends. */
  spoken() {
    const spoken = this.answer.cloneNode(true);
    for (const aside of spoken.querySelectorAll(".cite, .cards, .answer-foot, .judge, .next")) aside.remove();
    return spoken.textContent.replace(/\s+/g, " ").trim();
  }

  marker(id) {
    const index = this.citations.findIndex((citation) => citation.id === id);
    if (index < 0) return null;
    const { document, anchor, locator } = this.citations[index];
    const link = el("a", "cite", { href: pageOf(document, anchor) }, id);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab or window of its own is wanted
      event.preventDefault();
      this.actions.openCitation(this.citations, index, link);
    });
    return labelled(link, "cite.open", id, locator);
  }
}

function reason(failure, stopped) {
  if (stopped) return says("p", "", "fail.stopped");
  if (failure.status === 0) return says("p", "", failure.cut ? "fail.cut" : "fail.offline");
  if (!failure.detail) return says("p", "", "fail.offline");
  return says("p", "", "fail.status", failure.status, failure.detail);
}

function notes(notes) {
  if (!notes.length) return null;
  return el("ul", "notes", {}, ...notes.map(note));
}

function note({ kind, text, source }) {
  const label = says("span", "note-kind", has(`note.${kind}`) ? `note.${kind}` : "note.other");
  return el("li", `note is-${kind}`, {}, label, el("p", "", { lang: "vi" }, text), source ? noteSource(source) : null);
}

/** The source of a note: a link where it is a web address, else its words. */
function noteSource(source) {
  if (!/^https?:\/\/\S+$/.test(source)) return says("p", "note-source", "note.source", source);
  const link = el("a", "", { href: source, rel: "noopener noreferrer", target: "_blank" }, source);
  return el("p", "note-source", {}, link);
}

function cards(title, citations, open, quoted) {
  if (!citations.length) return null;
  const list = el("ol", "card-list", {}, ...citations.map((citation, index) => {
    return el("li", "", {}, card(citation, (node) => open(citations, index, node), quoted));
  }));
  return el("section", "cards", {}, says("h3", "eyebrow", title), list);
}

function card(citation, open, quoted) {
  const place = el("span", "card-place", {}, citation.locator);
  const digest = citation.verbatim === false ? says("span", "chip is-digest", "citation.digest") : null;
  const head = el("span", "card-head", {}, place, el("span", "card-document", {}, named(citation)), digest);
  const quote = el("q", "card-quote", {}, citation.quote.replace(/\s*\t\s*/g, " · ").replace(/( · )+$/, ""));
  const number = quoted ? null : el("span", "card-number", { "aria-hidden": "true" }, citation.id);
  const text = el("span", "card-text", { lang: "vi" }, head, quote, validity(citation.validity));
  return button(quoted ? "card is-near" : "card", open, number, text);
}

/** Whether the cited text holds, on which day, and what there is to say about it. */
function validity(value) {
  if (!value) return null;
  const key = has(`validity.${value.status}`) ? `validity.${value.status}` : "validity.unknown";
  const chip = says("span", `chip is-${value.status}`, key);
  const day = value.as_of ? says("span", "", "validity.at", written(value.as_of)) : null;
  return el("span", "card-validity", {}, chip, day, value.note);
}

function suggestions(texts, askNext, question) {
  if (!texts.length) return null;
  const list = el("ul", "", {}, ...texts.map((text) => {
    const words = el("span", "", { lang: "vi" }, text);
    if (text !== WALK) return el("li", "", {}, button("chip-button", () => askNext(text), words));
    const href = addressOf(`policies#${new URLSearchParams({ q: question })}`);
    return el("li", "", {}, el("a", "chip-button is-link", { href }, words));
  }));
  return el("section", "next", {}, says("h3", "eyebrow", "answer.next"), list);
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

/** The answer as text for a letter or a report, its citations below it. */
function asText(answer) {
  const plain = answer.answer.replace(/\*\*/g, "");
  const quoted = answer.citations.map((citation) => `[${citation.id}] ${quotation(citation)}`);
  return [plain, ...quoted].join("\n\n");
}

export function quotation(citation) {
  const quote = citation.quote.replace(/\t+$/, "").replace(/\s*\t\s*/g, " | ");
  return `“${quote}” (${citation.locator}, ${named(citation)})`;
}

/** The number of the cited document; a text of ours that has none goes by its title. */
export function named({ document, title }) {
  return /\d/.test(document) ? document : title;
}
