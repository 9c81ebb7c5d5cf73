// The list of documents: filtered by words, kind and standing; what is not at hand stands apart.

import { addressOf, getJson, pageOf } from "./api.js";
import { el, says, written } from "./dom.js";
import { folded } from "./folded.js";
import { frame } from "./frame.js";
import { has, t } from "./texts.js";

const SHOWN_AT_ONCE = 100;
const READY_AGAIN_MS = 1500;
const STATUSES = ["in_force", "amended", "partly_repealed", "replaced", "expired", "not_yet", "unknown"];
const at = (id) => document.getElementById(id);
const parts = { held: { all: [], shown: SHOWN_AT_ONCE }, away: { all: [], shown: SHOWN_AT_ONCE } };

async function load() {
  try {
    const [held, away] = await Promise.all(["api/documents", "api/instruments"].map((path) => getJson(addressOf(path))));
    parts.held.all = held.map(searchable);
    parts.away.all = away.map(searchable);
    choices();
    remembered();
    show();
  } catch (fault) {
    at("list-count").textContent = t(fault.status === 503 ? "welcome.loading" : "list.failed");
    setTimeout(load, READY_AGAIN_MS);
  }
}

function searchable(told) {
  return { ...told, words: folded([told.number, told.label, told.title, told.kind, told.issuer].join(" ")) };
}

/** The kinds and standings that occur, as choices. */
function choices() {
  const all = [...parts.held.all, ...parts.away.all];
  const kinds = [...new Set(all.map((told) => told.kind))].filter(Boolean).sort((a, b) => a.localeCompare(b, "vi"));
  at("list-kind").append(...kinds.map((kind) => el("option", "", { value: kind, lang: "vi" }, kind)));
  const statuses = STATUSES.filter((status) => all.some((told) => told.standing?.status === status));
  at("list-status").append(...statuses.map((status) => {
    const option = says("option", "", `validity.${status}`);
    option.value = status;
    return option;
  }));
}

function show() {
  const held = fitting(parts.held);
  const away = fitting(parts.away);
  fill("held", held);
  fill("away", away);
  at("list-away-part").hidden = !away.length;
  at("list-held").parentElement.hidden = !held.length;
  const none = !held.length && !away.length;
  at("list-count").textContent = none ? t("list.none") : t("list.count", held.length, away.length);
}

function fitting({ all }) {
  const wanted = folded(at("list-words").value).split(" ").filter(Boolean);
  const kind = at("list-kind").value;
  const status = at("list-status").value;
  return all.filter((told) =>
    (!kind || told.kind === kind) &&
    (!status || told.standing?.status === status) &&
    wanted.every((word) => told.words.includes(word)));
}

function fill(name, found) {
  const { shown } = parts[name];
  at(`list-${name}`).replaceChildren(...found.slice(0, shown).map(row));
  at(`list-${name}-more`).hidden = found.length <= shown;
}

function row(told) {
  const away = told.source === undefined;
  const link = el("a", "", { href: pageOf(told.number), lang: "vi" }, told.label);
  const head = el("div", "shelf-head", {}, el("h3", "", {}, link), ...badges(told));
  const title = told.title && told.title !== told.label ? el("p", "shelf-title", { lang: "vi" }, told.title) : null;
  const note = told.standing ? el("p", "shelf-note", { lang: "vi" }, told.standing.note) : null;
  return el("li", away ? "shelf-row is-away" : "shelf-row", {}, head, title, note, facts(told));
}

function badges(told) {
  const digest = told.verbatim === false ? [says("span", "chip is-digest", "citation.digest")] : [];
  if (!told.standing) return digest;
  const { status, verified, note } = told.standing;
  const chip = says("span", `chip is-${status}`, has(`validity.${status}`) ? `validity.${status}` : "validity.unknown");
  chip.title = note;
  const unsure = !verified && status !== "unknown" ? [says("span", "chip is-unverified", "validity.unverified")] : [];
  return [chip, ...unsure, ...digest];
}

function facts(told) {
  const told_by = [
    told.issuer ? el("span", "", { lang: "vi" }, told.issuer) : null,
    told.issued ? says("span", "", "list.issued", written(told.issued)) : null,
    told.effective ? says("span", "", "list.effective", written(told.effective)) : null,
    told.articles ? says("span", "", "list.articles", told.articles) : null,
    told.source ? says("span", "", told.verbatim ? `origin.${told.source}` : "origin.digest") : null,
  ];
  return el("p", "shelf-facts", {}, ...told_by);
}

/** What was chosen before, from the address, so that going back shows the same list. */
function remembered() {
  const chosen = new URLSearchParams(location.search);
  for (const name of ["words", "kind", "status"]) at(`list-${name}`).value = chosen.get(name) ?? "";
}

function changed() {
  parts.held.shown = parts.away.shown = SHOWN_AT_ONCE;
  const chosen = ["words", "kind", "status"].map((name) => [name, at(`list-${name}`).value.trim()]);
  const query = new URLSearchParams(chosen.filter(([, value]) => value)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  show();
}

for (const name of ["held", "away"]) {
  at(`list-${name}-more`).addEventListener("click", () => {
    parts[name].shown += SHOWN_AT_ONCE;
    show();
  });
}
at("list-filter").addEventListener("input", changed);
at("list-filter").addEventListener("submit", (event) => event.preventDefault());

frame(() => parts.held.all.length && show());
at("list-count").textContent = t("list.loading");
load();
