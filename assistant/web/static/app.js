// The page: a question box, a conversation, a source panel.

import { ask, Failure, getJson } from "./api.js";
import { announce, button, el, icon } from "./dom.js";
import { frame } from "./frame.js";
import { SourcePanel } from "./panel.js";
import { t } from "./texts.js";
import { Turn } from "./turn.js";

const REMEMBERED_TURNS = 8; // what is sent along for a follow-up question
const READY_AGAIN_MS = 1500;
const at = (id) => document.getElementById(id);

const panel = new SourcePanel(at("source"));
const field = at("question");
let history = [];
let running = null;

async function submit(question) {
  const text = question.trim();
  if (!text || running || !dayChosen()) return;
  const turn = new Turn(text, { openCitation: (...args) => panel.openCitation(...args), askNext: submit, retry });
  shown(turn);
  clearField(text);
  running = new AbortController();
  busy(true);
  try {
    finished(turn, text, await ask({ question: text, history, ...asOf() }, turn.listener(running.signal)));
  } catch (fault) {
    failed(turn, text, fault);
  } finally {
    running = null;
    busy(false);
  }
}

function shown(turn) {
  at("welcome").hidden = true;
  at("restart").hidden = false;
  at("conversation").hidden = false;
  at("conversation").append(turn.element);
  turn.element.scrollIntoView({ block: "start" });
  announce(t("turn.working"));
}

function finished(turn, question, answer) {
  if (!turn.element.isConnected) return; // a new conversation was begun
  turn.finish(answer);
  history = [...history, { role: "user", text: question }, { role: "assistant", text: answer.answer }];
  history = history.slice(-REMEMBERED_TURNS);
  announce(turn.spoken());
}

function failed(turn, question, fault) {
  if (!turn.element.isConnected) return;
  const stopped = fault.name === "AbortError";
  if (!stopped && !(fault instanceof Failure)) console.error(fault);
  const failure = fault instanceof Failure ? fault : new Failure(0, "", true);
  turn.fail(failure, stopped);
  announce(turn.spoken());
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

function restart() {
  running?.abort();
  panel.close();
  history = [];
  at("conversation").replaceChildren();
  at("conversation").hidden = true;
  at("restart").hidden = true;
  at("welcome").hidden = false;
  field.focus();
}

/** Show the opening questions; while the service still loads, say so and ask again. */
async function opening() {
  const waiting = at("waiting");
  try {
    const questions = await getJson("api/suggestions");
    waiting.hidden = true;
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
at("restart").addEventListener("click", restart);
at("as-of").addEventListener("change", chooseDay);
at("as-of-day").addEventListener("change", () => at("as-of-day").removeAttribute("aria-invalid"));

frame();
chooseDay();
opening();
