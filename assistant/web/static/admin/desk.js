// The desk at which a standard answer is written: question, answer, and the places it rests on.

import { addressOf, getJson } from "../api.js";
import { announce, button, el, says } from "../dom.js";
import { t } from "../texts.js";
import { reopened } from "./answers.js";
import { change } from "./calls.js";
import { field } from "./parts.js";

export function desk(begun, told) {
  const sources = [...(begun?.sources ?? [])];
  const question = el("textarea", "", { rows: "2", maxlength: "2000", required: "", lang: "vi" });
  const text = el("textarea", "", { rows: "8", maxlength: "6000", required: "", lang: "vi" });
  question.value = begun?.question ?? "";
  text.value = begun?.text ?? "";
  const shelf = el("ol", "sources", {});
  const fill = () => shelf.replaceChildren(...sources.map((source, place) => sourceRow(source, place, sources, fill)));
  const take = (source) => {
    sources.push(source);
    fill();
    announce(t("desk.added", sources.length));
  };
  fill();
  const form = el("form", "", {},
    field("desk-question", "desk.question", question),
    field("desk-text", "desk.text", text, "desk.text.hint"),
    el("div", "desk-sources", {}, says("h3", "", "desk.sources"), shelf, byPlace(take, told), byAsking(question, take, told)),
    el("p", "row", {}, says("button", "primary", "desk.approve")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const cited = sources.map(({ document, anchor, quote }) => ({ document, anchor, quote }));
    approved({ question: question.value, text: text.value, sources: cited }, told);
  });
  const box = el("details", "panel", {}, says("summary", "", "desk.title"), says("p", "hint-line", "desk.why"), form);
  box.open = begun !== null;
  return box;
}

async function approved(body, told) {
  try {
    told("");
    await change("POST", "api/admin/answers", body);
    announce(t("desk.done"));
    reopened();
  } catch (fault) {
    told(fault.detail || t("login.away"));
  }
}

function sourceRow(source, place, sources, fill) {
  const drop = button("quiet", () => {
    sources.splice(place, 1);
    fill();
  }, says("span", "", "desk.drop", place + 1));
  return el("li", "", {}, el("span", "count", {}, `[${place + 1}]`),
    el("span", "", { lang: "vi" }, `${source.document}, ${source.locator ?? source.anchor}`),
    source.quote ? el("q", "", { lang: "vi" }, shortened(source.quote)) : null, drop);
}

/** A source by the number of its document and its place there. */
function byPlace(take, told) {
  const document = el("input", "", { type: "text", lang: "vi", autocomplete: "off", placeholder: "45/2021/NĐ-CP" });
  const anchor = el("input", "", { type: "text", autocomplete: "off", placeholder: "dieu_9.khoan_2", spellcheck: "false" });
  const add = button("secondary", async () => {
    try {
      told("");
      const query = new URLSearchParams({ document: document.value, anchor: anchor.value });
      const found = await getJson(addressOf(`api/admin/source?${query}`));
      take({ document: found.document, anchor: found.anchor, quote: found.quote, locator: found.place });
      document.value = anchor.value = "";
    } catch (fault) {
      told(fault.detail || t("login.away"));
    }
  }, says("span", "", "desk.add"));
  return el("div", "row is-fields", {}, field("desk-document", "desk.document", document), field("desk-anchor", "desk.anchor", anchor), add);
}

/** The places that the assistant finds for the question, to be taken as sources. */
function byAsking(question, take, told) {
  const found = el("ul", "found", { lang: "vi" });
  const ask = button("secondary", async () => {
    if (!question.value.trim()) return question.focus();
    ask.disabled = true;
    try {
      told("");
      const answer = await change("POST", "api/ask", { question: question.value });
      const places = [...answer.citations, ...answer.closest];
      found.replaceChildren(...(places.length ? places.map((place) => proposal(place, take)) : [says("li", "", "desk.found.none")]));
    } catch (fault) {
      told(fault.detail || t("login.away"));
    } finally {
      ask.disabled = false;
    }
  }, says("span", "", "desk.ask"));
  return el("div", "", {}, el("p", "row", {}, ask), found);
}

function proposal(place, take) {
  const { document, anchor, quote, locator } = place;
  return el("li", "", {}, el("strong", "", {}, `${document}, ${locator}`), el("q", "", {}, shortened(quote)),
    button("quiet", () => take({ document, anchor, quote, locator }), says("span", "", "desk.take")));
}

const shortened = (text) => (text.length > 220 ? `${text.slice(0, 219)}…` : text);
