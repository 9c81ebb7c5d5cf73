// One question and its answer.

import { foot } from "./answer_foot.js";
import { addressOf, pageOf } from "./api.js";
import { named, oneLine, validity } from "./cited.js";
import { button, el, icon, labelled, says } from "./dom.js";
import { markdown } from "./markdown.js";
import { judgement } from "./judge.js";
import { has } from "./texts.js";

const PLAIN = new Set(["answered", "greeting"]); // endings that need no label
const WALK = "Xem bà con được hỗ trợ gì"; // the suggestion that leads to the page of support policies

export class Turn {
  /** `actions`: openCitation(citations, index, opener), askNext(text), retry(turn, question), heard(sentences). */
  constructor(question, actions) {
    this.question = question;
    this.actions = actions;
    this.citations = [];
    this.stored = null;
    this.said = new Set(); // what a screen reader heard already
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
    this.actions.heard(this.unsaid(item));
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
      answer.citations.length ? foot(answer) : null,
      suggestions(answer.suggestions, this.actions.askNext, this.question),
    ];
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

  /** What a screen reader says when the turn ends: all that it did not say before. */
  spoken() {
    const { answer } = this;
    const told = [...answer.querySelectorAll(":scope > .status, :scope > .failure p, :scope > .turn-note")];
    const count = answer.querySelector(".proven, .model-share");
    return [
      ...told.map((node) => node.textContent),
      ...this.unsaid(this.body),
      ...[...answer.querySelectorAll(".note")].map((node) => node.textContent),
      count?.textContent ?? "",
    ].filter(Boolean);
  }

  /** The sentences of a node that were not said yet; from now on they are. */
  unsaid(node) {
    const fresh = sentences(node).filter((sentence) => !this.said.has(sentence));
    for (const sentence of fresh) this.said.add(sentence);
    return fresh;
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
  const quote = el("q", "card-quote", {}, oneLine(citation.quote, " · "));
  const number = quoted ? null : el("span", "card-number", { "aria-hidden": "true" }, citation.id);
  const text = el("span", "card-text", { lang: "vi" }, head, quote, validity(citation.validity));
  return button(quoted ? "card is-near" : "card", open, number, text);
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

/** What is said in a node, block by block, without the marks of citations. */
function sentences(root) {
  const copy = root.cloneNode(true);
  for (const mark of copy.querySelectorAll(".cite")) mark.remove();
  const blocks = [...copy.querySelectorAll("p, li, blockquote")];
  for (const inner of copy.querySelectorAll("li > ul, li > ol")) inner.remove();
  return blocks.map((block) => block.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
}
