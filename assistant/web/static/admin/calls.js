// Talking to the service as somebody who may change things: each change carries the token of this page.

import { addressOf, Failure, getJson } from "../api.js";
import { el } from "../dom.js";

let token = "";

/** Who we are to the service; what follows may change things. */
export async function access() {
  const known = await getJson(addressOf("api/access"));
  token = known.token;
  return known;
}

/** Change something; gives what the service replies, nothing for an empty reply. Throws `Failure`. */
export async function change(method, path, body, kind = "application/json") {
  const content = body === undefined || kind !== "application/json" ? body : JSON.stringify(body);
  const headers = { "X-Form-Token": token, ...(body === undefined ? {} : { "Content-Type": kind }) };
  const reply = await fetch(addressOf(path), { method, headers, body: content }).catch(() => {
    throw new Failure(0);
  });
  const told = await reply.json().catch(() => null);
  if (!reply.ok) throw new Failure(reply.status, typeof told?.detail === "string" ? told.detail : "");
  if (told?.token) token = told.token;
  return told;
}

/** Say beside a form that what it did is done. */
export function stayed(form, text) {
  form.querySelector(".done")?.remove();
  form.append(el("p", "done", {}, text));
}
