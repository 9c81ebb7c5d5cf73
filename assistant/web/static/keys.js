// Keyboard shortcuts, and the window that tells them. Single letters can be switched off: a voice may type them.

const STORED = "shortcuts";
const at = (id) => document.getElementById(id);

/** `actions` by key: "/", "m", "]", … each called when its key is pressed outside a field. */
export function shortcuts(actions) {
  const help = at("keys-help");
  const choice = at("keys-on");
  const show = () => help.open || help.showModal();
  choice.checked = preferred();
  choice.addEventListener("change", () => prefer(choice.checked));
  at("keys-open").addEventListener("click", show);
  at("keys-close").addEventListener("click", () => help.close());
  help.addEventListener("click", (event) => event.target === help && help.close());
  document.addEventListener("keydown", (event) => {
    if (!choice.checked || !meant(event)) return;
    const act = event.key === "?" ? show : actions[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Whether a key is meant for the page: not typed into a field, not for the browser, no window in front. */
function meant(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return false;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return false;
  return !document.querySelector(":modal:not(#source)");
}

function preferred() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function prefer(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // the choice then holds for this visit only
  }
}
