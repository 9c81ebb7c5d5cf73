// What the part of the address behind # says: #c= the id of a conversation, #s= the key of a shared one.

const TALK = /^#([cs])=([\w-]{22})$/;
let held = location.hash;

/** `[kind, key]` of the conversation in the address, or null. */
export function addressed() {
  const match = TALK.exec(location.hash);
  return match ? [match[1], match[2]] : null;
}

/** Put a conversation, or with "" none, into the address; with `instead` the one before is not gone back to. */
export function place(hash, instead = false) {
  if (held === hash && location.hash === hash) return;
  history[instead ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
  held = hash;
}

/** Call `action` when the reader goes to another conversation, or back to none. */
export function onMove(action) {
  addEventListener("hashchange", () => {
    if (location.hash && !addressed()) {
      history.replaceState(null, "", held || location.pathname + location.search); // a link within the page
      return;
    }
    if (location.hash === held) return;
    held = location.hash;
    action();
  });
}
