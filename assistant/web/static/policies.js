// The page of support policies. The server makes every part; this sends its forms and puts the parts in place.

import { addressOf } from "./api.js";
import { announce } from "./dom.js";
import { frame } from "./frame.js";
import "./policies_texts.js";
import { applyTexts, t } from "./texts.js";

const STORED = "policies";
const PARTS = ["talk", "result", "facts"];
const at = (id) => document.getElementById(id);
const stateOf = (root) => root.querySelector("input[name=state]").value;
const isEmpty = (state) => !JSON.parse(state).text && !JSON.parse(state).steps.length;
let sent = 0;

function remember(state) {
  try {
    if (isEmpty(state)) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, state);
  } catch {
    // storage may be switched off: the page then knows nothing of earlier visits
  }
}

function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** Send a form; only the reply to the last one sent is shown. */
async function send(body, from) {
  const turn = ++sent;
  at("parts").setAttribute("aria-busy", "true");
  const reply = await fetch(addressOf("policies"), { method: "POST", body, headers: { "X-Part": "1" } })
    .then(async (got) => (got.ok ? { html: await got.text() } : { fault: (await got.json()).detail }))
    .catch(() => ({ fault: t("policies.fault") }));
  if (turn !== sent) return;
  at("parts").removeAttribute("aria-busy");
  at("fault").hidden = !reply.fault;
  at("fault").textContent = reply.fault ?? "";
  if (reply.html) show(reply.html, from);
}

function show(html, from) {
  const parts = new DOMParser().parseFromString(html, "text/html");
  const open = [...document.querySelectorAll("#parts details[open]")].map((node) => node.id);
  const focused = document.activeElement;
  const place = { id: focused?.id, name: focused?.name, value: focused?.value };
  for (const id of PARTS) at(id).replaceWith(document.adoptNode(parts.getElementById(id)));
  for (const id of open) at(id)?.setAttribute("open", "");
  applyTexts(at("parts"));
  remember(stateOf(at("parts")));
  settle();
  if (from === "fill") refocus(place);
  else toQuestion();
  announce(at("result").querySelector(".policies-counts")?.textContent ?? "");
}

/** After a field was changed, back to the field that had the focus by then. */
function refocus({ id, name, value }) {
  const same = [...at("parts").querySelectorAll(`[name="${CSS.escape(name ?? "")}"]`)].find((node) => node.value === value);
  (at(id) ?? same)?.focus({ preventScroll: true });
}

/** After an answer, on to the next question. */
function toQuestion() {
  const question = at("question");
  question.tabIndex = -1;
  question.focus({ preventScroll: true });
  const { top } = question.getBoundingClientRect();
  if (top < 60 || top > innerHeight * 0.6) question.scrollIntoView({ block: "start" });
}

/** What depends on how far things have come. */
function settle() {
  const none = isEmpty(stateOf(at("parts")));
  at("print").hidden = none;
  at("again").hidden = none;
  at("continue").hidden = !none || !remembered();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!at("parts").contains(form)) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  const button = event.submitter;
  if (button?.name) fields.append(button.name, button.value);
  send(fields, button?.value === "fill" ? "fill" : "");
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.id !== "fill") return;
  const fields = new URLSearchParams(new FormData(form));
  fields.append("do", "fill");
  // The focus has to have moved on before it can be put back.
  setTimeout(() => send(fields, "fill"));
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "tell" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const { form } = event.target;
  form.requestSubmit(form.querySelector("button[value=tell]"));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && at(link.getAttribute("href").slice(1));
  if (!target) return;
  for (let node = target.closest("details"); node; node = node.parentElement.closest("details")) node.open = true;
  if (!at("facts").contains(target)) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});

at("continue").addEventListener("click", () => send(new URLSearchParams({ state: remembered(), do: "" }), ""));
at("again").addEventListener("click", (event) => {
  event.preventDefault();
  send(new URLSearchParams({ do: "" }), "");
});
at("print").addEventListener("click", () => window.print());

/** What was asked in the chat comes along in the address, which the server does not see. */
function asked() {
  const said = new URLSearchParams(location.hash.slice(1)).get("q");
  if (!said) return;
  history.replaceState(null, "", location.pathname);
  const fields = new URLSearchParams({ do: "tell", text: said.slice(0, at("tell").maxLength) });
  send(fields, "");
}

frame();
settle();
asked();
