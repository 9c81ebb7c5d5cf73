// The sign-in page: in, out, another password.

import { addressOf } from "../api.js";
import { announce } from "../dom.js";
import { frame } from "../frame.js";
import { t } from "../texts.js";
import { access, change, stayed } from "./calls.js";
import "./login_texts.js";

const at = (id) => document.getElementById(id);
let known = null;

/** Where to go after signing in: a page of this service, whatever the address asks for. */
function wanted() {
  const root = addressOf("");
  const page = new URL(new URLSearchParams(location.search).get("next") ?? "", root);
  const within = page.origin === location.origin && page.href.startsWith(root);
  return within && !page.pathname.endsWith("/login") ? page.href : root;
}

async function shown() {
  try {
    known = await access();
  } catch {
    told("enter-fault", t("login.away"));
    return;
  }
  const inside = known.way === "account";
  at("enter").hidden = inside || known.mode !== "accounts";
  at("inside").hidden = !inside;
  at("elsewhere").hidden = known.mode === "accounts";
  named();
}

function named() {
  if (!known) return;
  document.title = `${t(known.way === "account" ? "login.mine" : "login.title")} · Trợ lý HTX`;
  if (known.name) at("mine").textContent = t("login.as", known.full_name, known.name, t(`role.${known.role}`));
  at("who").value = known.name ?? "";
  at("elsewhere").textContent = known.name ? t("login.elsewhere.as", known.full_name) : t("login.elsewhere");
}

function told(id, text) {
  at(id).textContent = text;
  at(id).hidden = !text;
}

async function tried(form, faultId, work) {
  const sender = at(form).querySelector("button[type=submit]");
  told(faultId, "");
  sender.disabled = true;
  try {
    await work();
  } catch (fault) {
    told(faultId, fault.detail || t("login.away"));
  } finally {
    sender.disabled = false;
  }
}

at("enter-form").addEventListener("submit", (event) => {
  event.preventDefault();
  tried("enter-form", "enter-fault", async () => {
    await access();
    await change("POST", "api/session", { name: at("name").value, password: at("password").value });
    location.assign(wanted());
  });
});

at("change-form").addEventListener("submit", (event) => {
  event.preventDefault();
  tried("change-form", "change-fault", async () => {
    await change("PUT", "api/session", { before: at("before").value, after: at("after").value });
    at("change-form").reset();
    await shown();
    announce(t("login.changed"));
    stayed(at("change-form"), t("login.changed"));
  });
});

at("leave").addEventListener("click", async () => {
  await change("DELETE", "api/session").catch(() => {});
  location.assign(addressOf("login"));
});

frame(named);
shown();
