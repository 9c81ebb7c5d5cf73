// What is done with one conversation of the list: renaming, sharing, deleting.

import { announce, button, copyButton, el, labelled, says } from "./dom.js";
import { pageOfTalk, remove, rename, share, unshare } from "./kept.js";
import { retitle } from "./mine.js";
import { t } from "./texts.js";

const TITLE_CHARS = 80;

/** A field for a new title; `done` is called when it is over. */
export function renaming(talk, done) {
  const field = labelled(el("input", "talk-name", { maxlength: TITLE_CHARS, lang: "vi" }), "talk.rename.field");
  field.value = talk.title;
  const form = el("form", "talk-form", {}, field, saying());
  form.append(row(pressed("talk.rename.save", "submit"), button("quiet", done, says("span", "", "talk.cancel"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form, async () => {
      const title = field.value.trim();
      if (title) await rename(talk.id, title);
      if (title) retitle(talk.id, title);
      done();
    });
  });
  return form;
}

/** A question before a conversation is deleted for good. */
export function confirming(talk, deleted, done) {
  const box = el("div", "talk-form", {}, says("p", "", "talk.delete.sure"), saying());
  const act = () => attempt(box, async () => {
    await remove(talk.id).catch((fault) => {
      if (fault.status !== 404) throw fault; // it is gone already
    });
    deleted();
    announce(t("talk.deleted"));
  });
  const never = button("quiet", done, says("span", "", "talk.cancel"));
  box.append(row(never, button("primary is-danger", act, says("span", "", "talk.delete.yes"))));
  return box;
}

/** The links of a conversation: one to go on elsewhere, one for others to read. */
export function sharing(talk) {
  const box = el("div", "talk-form", {}, saying());
  const made = el("div", "talk-shared", {});
  const begin = button("quiet", () => attempt(box, async () => shown(await share(talk.id))), says("span", "", "talk.share.make"));
  const shown = (key) => {
    const end = () => attempt(box, async () => {
      await unshare(talk.id);
      announce(t("talk.share.ended"));
      made.replaceChildren(begin);
    });
    made.replaceChildren(
      copyButton("talk.share.copy", () => pageOfTalk("s", key)),
      button("quiet", end, says("span", "", "talk.share.end")));
    made.querySelector("button").focus();
  };
  made.append(begin);
  const own = copyButton("talk.link", () => pageOfTalk("c", talk.id));
  box.prepend(says("p", "", "talk.share.about"), made, says("p", "", "talk.link.about"), row(own));
  return box;
}

const row = (...children) => el("div", "talk-row", {}, ...children);
const saying = () => el("p", "talk-fault", { role: "alert", lang: "vi" });

function pressed(key, type) {
  return el("button", "primary", { type }, says("span", "", key));
}

async function attempt(box, act) {
  const fault = box.querySelector(".talk-fault");
  fault.textContent = "";
  try {
    await act();
  } catch (failure) {
    fault.textContent = failure.detail || t("talk.failed");
  }
}
