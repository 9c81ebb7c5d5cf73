// What a person says of an answer: right or not, and why not.

import { announce, button, el, icon, labelled, says } from "./dom.js";
import { t } from "./texts.js";

const REASONS = {
  wrong: "judge.wrong_content",
  wrong_place: "judge.wrong_place",
  outdated: "judge.outdated",
  incomplete: "judge.incomplete",
  off_topic: "judge.off_topic",
  other: "judge.other",
};
const COMMENT_CHARS = 500;
let made = 0;

/** Buttons under an answer; `keep(feedback)` sends what is said, `said` is what was said before, if anything. */
export function judgement(keep, said) {
  const right = verdict("up", "judge.right");
  const wrong = verdict("down", "judge.wrong");
  const told = el("p", "judge-told", { role: "status" });
  const reasons = form(said, (feedback) => state({ right: false, ...feedback }, "judge.thanks"));
  const box = el("div", "judge", {}, says("span", "judge-ask", "judge.ask"), right, wrong, told, reasons);
  const show = (feedback) => {
    right.setAttribute("aria-pressed", String(feedback?.right === true));
    wrong.setAttribute("aria-pressed", String(feedback?.right === false));
  };
  const state = async (feedback, key) => {
    try {
      await keep(feedback);
    } catch (failure) {
      told.textContent = failure.detail || t("judge.failed");
      return;
    }
    show(feedback);
    reasons.hidden = feedback.right || key === "judge.thanks";
    told.replaceChildren(says("span", "", key));
    announce(t(key));
  };
  right.addEventListener("click", () => state({ right: true }, "judge.noted"));
  wrong.addEventListener("click", () => state({ right: false }, "judge.why"));
  show(said);
  return box;
}

function verdict(name, key) {
  return labelled(button("quiet round", () => {}, icon(name)), key);
}

function form(said, send) {
  const group = `judge-${++made}`;
  const choices = Object.keys(REASONS).map((reason) => choice(group, reason, said?.reason));
  const field = labelled(el("textarea", "judge-comment", { rows: 2, maxlength: COMMENT_CHARS, lang: "vi" }), "judge.comment");
  field.dataset.placeholder = "judge.comment";
  field.placeholder = t("judge.comment");
  field.value = said?.comment ?? "";
  const legend = says("legend", "unseen", "judge.reasons");
  const node = el("form", "judge-form", { hidden: "" }, el("fieldset", "judge-reasons", {}, legend, ...choices), field,
    el("button", "primary", { type: "submit" }, says("span", "", "judge.send")));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = node.querySelector("input:checked")?.value ?? null;
    send({ reason, comment: field.value.trim() });
  });
  return node;
}

function choice(group, reason, chosen) {
  const input = el("input", "", { type: "radio", name: group, value: reason });
  input.checked = reason === chosen;
  return el("label", "judge-reason", {}, input, says("span", "", REASONS[reason]));
}
