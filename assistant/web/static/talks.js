// The list of conversations: beside the page on a wide screen, a sheet from the side on a phone.

import { button, el, icon, labelled, says } from "./dom.js";
import { forget, forgetOlder, mine, onChange } from "./mine.js";
import { confirming, renaming, sharing } from "./talk_actions.js";
import { fileOf } from "./kept.js";
import { t } from "./texts.js";

const WIDE = matchMedia("(min-width: 1100px)");
const STORED = "list";
const at = (id) => document.getElementById(id);

export class Talks {
  /** `actions`: fresh() begins a new conversation, gone(id) is called when one was deleted. */
  constructor(dialog, actions) {
    this.dialog = dialog;
    this.actions = actions;
    this.here = null;
    at("talks-open").addEventListener("click", () => this.toggle());
    at("talks-close").addEventListener("click", () => this.close());
    at("talks-new").addEventListener("click", () => this.leave(() => actions.fresh()));
    dialog.addEventListener("close", () => this.closed());
    dialog.addEventListener("click", (event) => event.target === dialog && this.close());
    WIDE.addEventListener("change", () => this.dialog.open && this.dialog.close());
    onChange(() => this.show());
  }

  /** Offer the list, where the service keeps conversations for `days` days. */
  offer(days) {
    forgetOlder(days);
    at("talks-open").hidden = false;
    at("talks-care").replaceWith(says("p", "talks-care", "talks.care", days));
    this.show();
    if (!WIDE.matches || !preferred(mine().length > 0)) return;
    this.dialog.open = true; // nobody asked for it now, so it takes no focus
    this.opened();
  }

  toggle() {
    if (this.dialog.open) this.close();
    else this.open();
  }

  open() {
    this.show();
    if (WIDE.matches) this.dialog.show();
    else this.dialog.showModal();
    if (WIDE.matches) prefer(true);
    this.opened();
  }

  opened() {
    document.body.classList.add("has-talks");
    at("talks-open").setAttribute("aria-expanded", "true");
  }

  close() {
    if (WIDE.matches) prefer(false);
    this.dialog.close();
  }

  closed() {
    document.body.classList.remove("has-talks");
    at("talks-open").setAttribute("aria-expanded", "false");
  }

  /** Do something for which the list may not stand in the way. */
  leave(action) {
    if (!WIDE.matches) this.dialog.close();
    action();
  }

  /** Show the list anew; `here` is the conversation that is open. */
  show(here = this.here) {
    this.here = here;
    const talks = mine();
    at("talks-none").hidden = talks.length > 0;
    at("talks-list").replaceChildren(...talks.map((talk) => this.item(talk)));
  }

  item(talk) {
    const title = talk.title || t("talk.untitled");
    const link = el("a", "talk-open", { href: `#c=${talk.id}`, title }, named(talk), day(talk.used));
    if (talk.id === this.here) link.setAttribute("aria-current", "page");
    link.addEventListener("click", () => this.leave(() => {}));
    const below = el("div", "talk-below", { hidden: "" });
    const more = labelled(button("quiet round", () => this.unfold(more, below, talk), icon("more")), "talk.more", title);
    more.setAttribute("aria-expanded", "false");
    return el("li", talk.id === this.here ? "talk is-here" : "talk", {}, link, more, below);
  }

  unfold(more, below, talk) {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    below.hidden = !open;
    if (!open) return;
    below.replaceChildren(this.menu(below, talk));
    below.querySelector("button").focus();
  }

  menu(below, talk) {
    const into = (make) => () => {
      below.replaceChildren(make);
      below.querySelector("input, button").focus();
    };
    const back = () => this.show();
    return el("div", "talk-menu", {},
      action("talk.rename", into(renaming(talk, back))),
      action("talk.share", into(sharing(talk))),
      file("talk.docx", fileOf(talk.id, "docx")),
      file("talk.md", fileOf(talk.id, "md")),
      action("talk.delete", into(confirming(talk, () => this.deleted(talk), back)), "is-danger"));
  }

  deleted(talk) {
    forget(talk.id);
    this.show();
    this.actions.gone(talk.id);
    at("talks-new").focus();
  }
}

export function file(key, href, look = "quiet bar-link") {
  return el("a", look, { href, download: "" }, says("span", "", key));
}

function action(key, act, look = "") {
  return button(`quiet ${look}`, act, says("span", "", key));
}

function named(talk) {
  if (!talk.title) return says("span", "talk-title", "talk.untitled");
  return el("span", "talk-title", { lang: "vi" }, talk.title);
}

function day(used) {
  const on = new Date(used);
  return el("span", "talk-day", {}, `${on.getDate()}/${on.getMonth() + 1}/${on.getFullYear()}`);
}

function preferred(otherwise) {
  try {
    const said = localStorage.getItem(STORED);
    return said ? said === "open" : otherwise;
  } catch {
    return otherwise;
  }
}

function prefer(open) {
  try {
    localStorage.setItem(STORED, open ? "open" : "closed");
  } catch {
    // the choice then holds for this visit only
  }
}
