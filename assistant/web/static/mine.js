// Which conversations were held in this browser: the service itself lists nobody's.

const STORED = "conversations";
const MOST = 200;
const DAY_MS = 86_400_000;
let unstored = []; // where storage is switched off the list holds for this visit

/** The conversations `{id, title, used}`, the one used last first. */
export function mine() {
  let found = unstored;
  try {
    found = JSON.parse(localStorage.getItem(STORED) ?? "[]");
  } catch {
    // storage is switched off, or somebody else wrote into it
  }
  return (Array.isArray(found) ? found : []).filter(readable).sort((one, other) => other.used - one.used);
}

/** Put a conversation at the top; without a title it keeps the one it has. */
export function remember(id, title, used = Date.now()) {
  const known = mine().find((talk) => talk.id === id);
  store([{ id, title: title ?? known?.title ?? "", used }, ...others(id)]);
}

export function retitle(id, title) {
  store(mine().map((talk) => (talk.id === id ? { ...talk, title } : talk)));
}

export const forget = (id) => store(others(id));

/** Forget what the service no longer keeps. */
export const forgetOlder = (days) => store(mine().filter(({ used }) => used > Date.now() - days * DAY_MS));

/** Call `action` when another window changes the list. */
export function onChange(action) {
  addEventListener("storage", (event) => event.key === STORED && action());
}

const others = (id) => mine().filter((talk) => talk.id !== id);

function readable(talk) {
  return /^[\w-]{22}$/.test(talk?.id) && typeof talk.title === "string" && Number.isFinite(talk.used);
}

function store(talks) {
  unstored = talks.slice(0, MOST);
  try {
    localStorage.setItem(STORED, JSON.stringify(unstored));
  } catch {
    // see `unstored`
  }
}
