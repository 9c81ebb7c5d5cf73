// A document is added: upload, preview, publish. What is under way is looked at again until it is over.

import { addressOf, getJson } from "../api.js";
import { announce, button, el, says } from "../dom.js";
import { has, t } from "../texts.js";
import { change } from "./calls.js";
import { field, nothing, number, panel, sure, when } from "./parts.js";

const AGAIN_MS = 1500;
const WORKING = ["reading", "building", "loading"];
const GROUPS = ["effects", "passages", "citing", "cards", "policies", "catalogue"];
const SHOWN = 12;

export async function uploads(asked, _who, told) {
  const found = await getJson(addressOf("api/admin/uploads"));
  const shelf = el("ol", "entries", {}, ...found.map((one) => entry(one, told)));
  const none = found.length ? null : nothing("uploads.none");
  return [sender(shelf, () => none?.remove(), told), panel("uploads.sent", none, shelf)];
}

function sender(shelf, first, told) {
  const file = el("input", "", { type: "file", accept: ".pdf,.docx,.html,.htm,.md,.txt", required: "" });
  const send = says("button", "primary", "uploads.send");
  const form = el("form", "", {}, field("file", "uploads.file", file, "uploads.file.hint"), el("p", "row", {}, send));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told("");
    send.disabled = true;
    try {
      const [chosen] = file.files;
      const path = `api/admin/uploads?${new URLSearchParams({ name: chosen.name })}`;
      const taken = await change("POST", path, chosen, "application/octet-stream");
      first();
      shelf.prepend(entry(taken, told));
      form.reset();
    } catch (fault) {
      told(fault.detail || t("login.away"));
    } finally {
      send.disabled = false;
    }
  });
  return panel("admin.uploads", says("p", "hint-line", "uploads.why"), form);
}

function entry(upload, told) {
  const row = el("li", "entry", {});
  follow(row, upload, told);
  return row;
}

/** Show an upload, and look again while it is worked on and the row is still on the page. */
function follow(row, upload, told) {
  row.replaceChildren(...shown(row, upload, told));
  if (!WORKING.includes(upload.state)) return;
  setTimeout(async () => {
    if (!row.isConnected) return;
    const now = await getJson(addressOf(`api/admin/uploads/${upload.id}`)).catch(() => upload);
    if (!WORKING.includes(now.state)) announce(t(`uploads.state.${now.state}`));
    follow(row, now, told);
  }, AGAIN_MS);
}

function shown(row, upload, told) {
  const working = WORKING.includes(upload.state);
  const state = says("span", upload.state === "failed" ? "count is-bad" : "count", `uploads.state.${upload.state}`);
  const since = working ? says("span", "", "uploads.seconds", Math.max(0, Math.round(Date.now() / 1000 - upload.since))) : null;
  const facts = el("p", "entry-facts", {}, state, since, el("span", "", {}, upload.who),
    el("span", "", {}, when(new Date(upload.since * 1000).toISOString())), el("span", "", {}, `${number(Math.ceil(upload.size / 1024))} KB`));
  const bar = working ? el("progress", "", { "aria-label": t(`uploads.state.${upload.state}`) }) : null;
  return [
    el("p", "entry-head", { lang: "vi" }, upload.name), facts, bar,
    upload.fault ? el("p", "faults", { lang: "vi" }, upload.fault) : null,
    upload.outline ? preview(upload) : null,
    working ? null : tools(row, upload, told),
  ].filter(Boolean);
}

function tools(row, upload, told) {
  const act = async (work) => {
    try {
      told("");
      await work();
    } catch (fault) {
      told(fault.detail || t("login.away"));
    }
  };
  const look = upload.state === "ready" && !upload.outline
    ? button("secondary", () => act(async () => follow(row, await getJson(addressOf(`api/admin/uploads/${upload.id}`)), told)), says("span", "", "uploads.look"))
    : null;
  const publish = upload.state === "ready" && upload.outline
    ? button("primary", () => sure("uploads.sure", upload.name) && act(async () => {
      await change("POST", `api/admin/uploads/${upload.id}/publish`);
      follow(row, { ...upload, state: "building", since: Date.now() / 1000 }, told);
    }), says("span", "", "uploads.publish"))
    : null;
  const drop = button("quiet", () => act(async () => {
    await change("DELETE", `api/admin/uploads/${upload.id}`);
    row.remove();
  }), says("span", "", "uploads.discard"));
  return el("p", "row", {}, look, publish, drop);
}

/** What will be published: the tree of units, and what the document touches. */
function preview(upload) {
  const impact = upload.impact ?? {};
  const groups = GROUPS.filter((name) => impact[name]?.length).map((name) => group(name, impact[name]));
  const doubts = impact.doubts?.length
    ? el("div", "faults", {}, says("strong", "", "uploads.doubts"), el("ul", "", { lang: "vi" }, ...impact.doubts.map((text) => el("li", "", {}, text))))
    : null;
  const head = impact.number ? el("p", "", { lang: "vi" }, `${impact.number} · ${impact.title}`) : null;
  return el("div", "preview", {}, head, doubts, ...groups,
    groups.length || !impact.number ? null : says("p", "hint-line", "uploads.touches.nothing"),
    el("details", "", { open: "" }, says("summary", "", "uploads.outline"), el("pre", "outline", { lang: "vi", tabindex: "0" }, upload.outline)));
}

function group(name, rows) {
  const said = rows.slice(0, SHOWN).map((row) => el("li", "", { lang: "vi" }, line(row)));
  const more = rows.length > SHOWN ? says("li", "", "uploads.more", rows.length - SHOWN) : null;
  return el("details", "", {}, says("summary", "", `uploads.touches.${name}`, rows.length), el("ul", "", {}, ...said, more));
}

function line(row) {
  const unsure = row.sure === false ? t("uploads.unsure") : "";
  const kind = has(`uploads.kind.${row.kind}`) ? t(`uploads.kind.${row.kind}`) : "";
  return [kind, row.name ?? row.label, row.number, row.place ?? "", row.words, unsure].filter(Boolean).join(" · ");
}
