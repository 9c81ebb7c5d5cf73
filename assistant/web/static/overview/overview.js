// The page of the overview: the server makes all of it; this shows what a box is tied to, and where the plan is.

import { frame } from "../frame.js";
import "./texts.js";

const map = document.querySelector(".map");

/** Leave in sight what belongs to a box: its arrows and their other ends; of the plan, all that it cites. */
function show(node) {
  const { key } = node.dataset;
  const near = new Set([key]);
  for (const tie of map.querySelectorAll(".tie[data-from]")) {
    const { from, to } = tie.dataset;
    const mine = from === key || to === key;
    tie.classList.toggle("is-near", mine);
    tie.previousElementSibling.classList.toggle("is-near", mine);
    if (mine) near.add(from).add(to);
  }
  const plan = node.classList.contains("part-plan");
  for (const other of map.querySelectorAll(".node")) {
    other.classList.toggle("is-near", near.has(other.dataset.key) || (plan && other.classList.contains("part-cited")));
  }
  map.classList.add("is-showing");
}

function clear() {
  const focused = map.querySelector(".node:focus-visible");
  if (focused) show(focused);
  else map.classList.remove("is-showing");
}

function watch() {
  for (const node of map.querySelectorAll(".node")) {
    node.addEventListener("pointerenter", () => show(node));
    node.addEventListener("pointerleave", clear);
    node.addEventListener("focus", () => show(node));
    node.addEventListener("blur", clear);
  }
}

/** On a narrow screen the frame begins where the plan is. */
function begin() {
  const plan = map.querySelector(".part-plan")?.getBoundingClientRect();
  const around = document.getElementById("map");
  if (!plan || around.scrollWidth <= around.clientWidth) return;
  around.scrollLeft += plan.left + plan.width / 2 - around.getBoundingClientRect().left - around.clientWidth / 2;
}

frame();
if (map) {
  watch();
  begin();
}
