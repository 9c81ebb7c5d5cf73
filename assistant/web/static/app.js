// The page: a question box, a conversation, a source panel.

import { addressed, onMove, place } from "./address.js";
import { Failure, getJson } from "./api.js";
import { announce, announceMore, button, el, icon, says } from "./dom.js";
import { frame } from "./frame.js";
import { fileOfShared, judge, read, readShared } from "./kept.js";
import { shortcuts } from "./keys.js";
import { forget, remember } from "./mine.js";
import { SourcePanel } from "./panel.js";
import { restored } from "./restored.js";
import { keeping, Talk } from "./talk.js";
import { file, Talks } from "./talks.js";
import { t } from "./texts.js";
import { Turn } from "./turn.js";

const READY_AGAIN_MS = 1500;
const at = (id) => document.getElementById(id);

const panel = new SourcePanel(at("source"));
const field = at("question");
const talks = new Talks(at("talks"), { fresh: () => restart(), gone: (id) => id === talk.id && restart(true) });
const actions = { openCitation: (...args) => panel.openCitation(...args), askNext: submit, retry, heard: announceMore };
let talk = new Talk(begun);
let running = null;
let wanted = 0; // counts what is opened, so that a slow one does not come after a newer one

async function submit(question) {
  const text = question.trim();
  if (!text || running || !dayChosen()) return;
  const turn = new Turn(text, actions);
  const here = talk;
  shown(turn);
  clearField(text);
  running = new AbortController();
  busy(true);
  try {
    const answer = await here.ask({ question: text, ...asOf() }, turn.listener(running.signal));
    here.heard(text, answer, turn.stored);
    finished(turn, answer, here);
  } catch (fault) {
    failed(turn, text, fault);
  } finally {
    running = null;
    busy(false);
  }
}

function shown(turn) {
  talking();
  notice();
  at("conversation").append(turn.element);
  turn.element.scrollIntoView({ block: "start" });
  announce(t("turn.working"));
}

/** Show the conversation in place of the welcome. */
function talking() {
  at("welcome").hidden = true;
  at("restart").hidden = false;
  at("talking").hidden = at("conversation").hidden = false;
}

function finished(turn, answer, { id, unkept }) {
  talks.show();
  if (!turn.element.isConnected) return; // another conversation was begun or opened
  turn.finish(answer);
  announceMore(turn.spoken());
  const stored = turn.stored;
  if (unkept || (id && !stored?.stored)) turn.remark("turn.unstored");
  else if (!id) return;
  else if (stored.withheld) turn.remark("turn.withheld");
  else turn.judged((feedback) => judge(id, stored.turn, feedback));
}

function failed(turn, question, fault) {
  if (!turn.element.isConnected) return;
  const stopped = fault.name === "AbortError";
  if (!stopped && !(fault instanceof Failure)) console.error(fault);
  const failure = fault instanceof Failure ? fault : new Failure(0, "", true);
  turn.fail(failure, stopped);
  announceMore(turn.spoken());
  if (!field.value) {
    field.value = question;
    grow();
  }
}

function retry(turn, question) {
  if (running) return;
  turn.element.remove();
  if (field.value.trim() === question) clearField(question);
  submit(question);
}

function clearField(question) {
  if (field.value.trim() === question || !field.value.trim()) field.value = "";
  grow();
  // On a touch screen the keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) field.blur();
  else field.focus({ preventScroll: true });
}

/** On which day the texts are looked at, as the service takes it; nothing means today. */
function asOf() {
  const chosen = at("as-of").value;
  if (!chosen) return {};
  return { as_of: chosen === "day" ? at("as-of-day").value : chosen };
}

function chooseDay() {
  at("as-of-day").hidden = at("as-of").value !== "day";
  at("as-of").classList.toggle("is-set", at("as-of").value !== "");
}

/** False, and the reader is told, where a day of their own is wanted and none is given. */
function dayChosen() {
  const day = at("as-of-day");
  if (at("as-of").value !== "day" || day.value) return true;
  day.setAttribute("aria-invalid", "true");
  day.focus();
  announce(t("asof.missing"));
  return false;
}

function busy(on) {
  at("send").hidden = on;
  at("stop").hidden = !on;
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/** Empty the page for another conversation. */
function clear() {
  running?.abort();
  wanted += 1;
  panel.close();
  talk = new Talk(begun);
  document.body.classList.remove("is-shared");
  at("conversation").replaceChildren();
  notice();
}

function restart(instead = false) {
  clear();
  welcome();
  place("", instead);
  talks.show(null);
  field.focus();
}

function welcome() {
  at("talking").hidden = at("conversation").hidden = true;
  at("restart").hidden = true;
  at("welcome").hidden = false;
}

/** Say something above the conversation; nothing takes it away. */
function notice(...children) {
  at("notice").hidden = !children.length;
  at("notice").replaceChildren(...children);
}

function begun(fresh) {
  if (fresh !== talk) return;
  place(`#c=${fresh.id}`);
  talks.show(fresh.id);
}

/** Open what the address says. */
async function open() {
  const [kind, key] = addressed() ?? [];
  if (!kind) return restart();
  clear();
  const ticket = wanted;
  at("welcome").hidden = true;
  notice(says("p", "", "talk.opening"));
  try {
    const found = await (kind === "c" ? read(key) : readShared(key));
    if (ticket === wanted) (kind === "c" ? resumed : visited)(found, key);
  } catch (fault) {
    if (ticket === wanted) missing(fault, key);
  }
}

function resumed({ title, turns, updated }, id) {
  talk = new Talk(begun, id, turns);
  if (turns.length) remember(id, title, Date.parse(updated));
  talks.show(id);
  if (!turns.length) return welcome();
  replayed(turns, title, (number) => (feedback) => judge(id, number, feedback));
  at("conversation").lastElementChild.scrollIntoView({ block: "start" });
}

/** Show a conversation of somebody else, to be read. */
function visited({ title, turns }, key) {
  document.body.classList.add("is-shared");
  talks.show(null);
  replayed(turns, title, () => null);
  scrollTo(0, 0);
  notice(says("p", "", "talk.shared"), file("talk.docx", fileOfShared(key, "docx")), file("talk.md", fileOfShared(key, "md")));
}

function replayed(turns, title, judged) {
  notice();
  talking();
  at("conversation").append(...turns.map((turn) => restored(turn, actions, judged)));
  announce(t("talk.opened", title));
}

async function missing(fault, key) {
  if (!(fault instanceof Failure)) console.error(fault);
  const gone = fault.status === 404;
  welcome();
  notice(gone || !fault.detail ? says("p", "", gone ? "talk.gone" : "talk.offline") : el("p", "", { lang: "vi" }, fault.detail));
  if (!gone) return;
  place("", true);
  if ((await keeping()).kept) forget(key);
  talks.show(null);
}

/** Offer the list of conversations and say that they are kept, where they are. */
async function offered() {
  const { kept, days } = await keeping();
  if (!kept) return;
  talks.offer(days);
  at("kept-hint").replaceWith(says("span", "kept-hint", "composer.kept", days));
}

/** Say that a language model words answers, where one does. */
async function modelled() {
  const { model } = await getJson("api/model").catch(() => ({}));
  if (model) at("model-hint").replaceWith(says("span", "model-hint", "model.used", model));
}

/** Go to the next source (1) or the one before (-1); with none open, to one of the answer in the window. */
function leaf(by) {
  if (panel.step(by)) return;
  const turns = [...document.querySelectorAll(".turn")];
  const here = turns.findLast((turn) => turn.getBoundingClientRect().top < innerHeight / 2) ?? turns[0];
  const marks = [...(here?.querySelectorAll(".card") ?? [])];
  marks.at(by > 0 ? 0 : -1)?.click();
}

/** Show the opening questions; while the service still loads, say so and ask again. */
async function opening() {
  const waiting = at("waiting");
  try {
    const questions = await getJson("api/suggestions");
    waiting.hidden = true;
    modelled();
    at("opening").replaceChildren(...questions.map((text) => el("li", "", {}, openingButton(text))));
  } catch (fault) {
    waiting.hidden = false;
    waiting.textContent = t(fault.status === 503 ? "welcome.loading" : "welcome.failed");
    setTimeout(opening, READY_AGAIN_MS);
  }
}

function openingButton(text) {
  return button("opening-question", () => submit(text), el("span", "", { lang: "vi" }, text), icon("next"));
}

at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit(field.value);
});
field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  // While a Vietnamese input method composes a syllable, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit(field.value);
});
at("stop").addEventListener("click", () => running?.abort());
at("restart").addEventListener("click", () => restart());
at("as-of").addEventListener("change", chooseDay);
at("as-of-day").addEventListener("change", () => at("as-of-day").removeAttribute("aria-invalid"));

onMove(open);

shortcuts({
  "/": () => field.focus(),
  m: () => restart(),
  d: () => at("talks-open").hidden || talks.toggle(),
  "]": () => leaf(1),
  "[": () => leaf(-1),
});

frame(() => talks.show());
chooseDay();
opening();
offered();
if (addressed()) open();
