// The page of the office: one room at a time, chosen by the address.

import { addressOf } from "../api.js";
import { frame } from "../frame.js";
import { t } from "../texts.js";
import "./admin_texts.js";
import "./login_texts.js";
import { answers } from "./answers.js";
import { audit } from "./audit.js";
import { access } from "./calls.js";
import { feedback } from "./feedback.js";
import { ledger } from "./ledger.js";
import { overview } from "./overview.js";
import { uploads } from "./uploads.js";

const ROOMS = { overview, ledger, feedback, answers, uploads, audit };
const at = (id) => document.getElementById(id);
let who = null;
let opened = 0;

/** The room that the address names, and what it names in it: `#answers/turn=…`. */
function wanted() {
  const [room, rest = ""] = location.hash.slice(1).split("/");
  return [Object.hasOwn(ROOMS, room) ? room : "overview", new URLSearchParams(rest)];
}

async function open() {
  const turn = ++opened;
  const [room, asked] = wanted();
  for (const link of document.querySelectorAll("[data-room]")) {
    if (link.dataset.room === room) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  told("");
  at("rooms").setAttribute("aria-busy", "true");
  try {
    const made = await ROOMS[room](asked, who, told);
    if (turn === opened) at("rooms").replaceChildren(...made);
  } catch (fault) {
    if (fault.status === undefined) throw fault;
    if (turn === opened) at("rooms").replaceChildren();
    if (fault.status === 401) location.assign(addressOf(`login?next=admin${encodeURIComponent(location.hash)}`));
    told(fault.detail || t("login.away"));
  } finally {
    if (turn === opened) at("rooms").removeAttribute("aria-busy");
  }
}

/** Say what went wrong; nothing takes it away. */
function told(text) {
  at("fault").textContent = text;
  at("fault").hidden = !text;
}

function named() {
  document.title = `${t("admin.title")} · Trợ lý HTX`;
  if (who) at("mine").textContent = who.way === "local" ? t("admin.local") : t("login.as", who.full_name, who.name, t(`role.${who.role}`));
}

async function begin() {
  try {
    who = await access();
  } catch {
    told(t("login.away"));
    return;
  }
  document.querySelector("[data-room=audit]").hidden = who.role !== "admin";
  at("account").hidden = who.way !== "account";
  named();
  await open();
}

frame(() => {
  named();
  open();
});
addEventListener("hashchange", () => location.hash === "#rooms" || open()); // the skip link is no room
begin();
