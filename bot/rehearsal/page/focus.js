// The focus has a place: when what had it vanishes, or cannot be used for a while, it goes to what is nearest.

import { focusables } from "./dom.js";

const WATCHED = { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "disabled", "inert", "class", "open", "data-active", "data-folded"] };

const lost = () => !document.activeElement || document.activeElement === document.body;
const shown = (node) => node.isConnected && node.checkVisibility() && !node.closest("[inert]");
const ready = (node) => shown(node) && !node.disabled;

function ancestors(node) {
  const found = [];
  for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) found.push(at);
  return found;
}

/** Answer where the focus of a pane belongs when nothing nearer is left: what one writes in, else the place that is open. */
function refugeOf(pane) {
  const stops = [".modal:not([inert]) .modal-body :is(input, select, textarea, button)", ".modal:not([inert]) button", "[data-refuge]", "[aria-current]", "select"];
  return stops.map((stop) => [...pane.querySelectorAll(stop)].find(ready)).find(Boolean);
}

function refuge(trail) {
  for (const node of trail.filter(shown)) {
    if (node.matches(".pane")) return refugeOf(node);
    if (node.matches("[data-ts]")) return node;
    if (node.matches(".home, .menu, .modal, [role=group], .drawer-body, .strip, .tabs")) {
      const [first] = focusables(node).filter(ready);
      if (first) return first;
    }
  }
  return [...document.querySelectorAll(".pane[data-active]")].map(refugeOf).find(Boolean);
}

/** Watch over the focus of the whole page. */
export function keepFocus() {
  let last = null;
  let trail = [];
  let looking = 0;
  document.addEventListener("focusin", ({ target }) => {
    last = target;
    trail = ancestors(target);
  });
  // Who presses beside everything means to leave.
  document.addEventListener("pointerdown", () => setTimeout(() => { if (lost() && last && ready(last)) last = null; }));
  const look = () => {
    looking = 0;
    if (!last || !lost() || document.hidden) return;
    if (ready(last)) last.focus({ preventScroll: true });
    else if (!shown(last)) refuge(trail)?.focus({ preventScroll: true });
  };
  new MutationObserver(() => { looking ||= requestAnimationFrame(look); }).observe(document.body, WATCHED);
}
