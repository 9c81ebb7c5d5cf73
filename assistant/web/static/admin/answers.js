// Standard answers: those in use, those whose sources changed, and the desk at which one is written.

import { addressOf, getJson } from "../api.js";
import { announce, button, el, says } from "../dom.js";
import { t } from "../texts.js";
import { change } from "./calls.js";
import { desk } from "./desk.js";
import { nothing, panel, sure, when } from "./parts.js";

export async function answers(asked, _who, told) {
  const { standing, ended } = await getJson(addressOf("api/admin/answers"));
  const begun = await beginning(asked, standing);
  const suspended = standing.filter((one) => one.faults.length);
  const used = standing.filter((one) => !one.faults.length);
  return [
    desk(begun, told),
    suspended.length ? panel("answers.suspended", says("p", "hint-line", "answers.suspended.why"), list(suspended, told)) : null,
    panel("answers.used", used.length ? list(used, told) : nothing("answers.none")),
    ended.length ? el("details", "panel", {}, says("summary", "", "answers.ended", ended.length), list(ended, null)) : null,
  ].filter(Boolean);
}

/** What the desk begins with: a question that was kept, an answer to be renewed, or nothing. */
async function beginning(asked, standing) {
  const renewed = standing.find((one) => one.id === asked.get("renew"));
  if (renewed) {
    const sources = renewed.sources.map(({ document, anchor }) => ({ document, anchor, quote: "" }));
    return { question: renewed.question, text: renewed.text, sources };
  }
  const key = asked.get("turn");
  if (!key) return null;
  const turn = await getJson(addressOf(`api/admin/turns/${encodeURIComponent(key)}`));
  if (asked.get("fresh") || !turn.answer?.citations.length) return { question: turn.question, text: "", sources: [] };
  const sources = turn.answer.citations.map(({ document, anchor, quote }) => ({ document, anchor, quote }));
  return { question: turn.question, text: turn.answer.answer, sources };
}

function list(found, told) {
  return el("ol", "entries", {}, ...found.map((one) => entry(one, told)));
}

function entry(one, told) {
  const signed = says("span", "", one.ended ? "answers.signed.ended" : "answers.signed", one.who, when(one.approved), one.ended ? when(one.ended) : "");
  const sources = one.sources.map((source, place) => el("li", "", { lang: "vi" },
    `[${place + 1}] `, el("a", "", { href: addressOf(source.url) }, `${source.document}, ${source.place || source.anchor}`)));
  const tools = told ? [renewal(one), button("quiet", () => withdrawn(one, told), says("span", "", "answers.withdraw"))] : [];
  return el("li", "entry", {},
    el("p", "entry-head", { lang: "vi" }, one.question),
    one.faults.length ? el("ul", "faults", { lang: "vi" }, ...one.faults.map((fault) => el("li", "", {}, fault))) : null,
    el("div", "entry-text", { lang: "vi" }, one.text),
    el("ul", "entry-sources", {}, ...sources),
    el("p", "entry-facts", {}, signed, ...tools));
}

function renewal(one) {
  const link = says("a", "", one.faults.length ? "answers.renew" : "answers.edit");
  link.href = `#answers/renew=${one.id}`;
  return link;
}

async function withdrawn(one, told) {
  if (!sure("answers.sure", one.question)) return;
  try {
    await change("DELETE", `api/admin/answers/${one.id}`);
    announce(t("answers.withdrawn"));
    reopened();
  } catch (fault) {
    told(fault.detail || t("login.away"));
  }
}

/** Show the room again as it is now. */
export function reopened() {
  if (location.hash === "#answers") dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = "answers";
}
