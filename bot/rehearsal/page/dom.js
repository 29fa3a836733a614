// Making and patching DOM nodes: text goes in as text only, and a redraw keeps focus, typed input and scroll.

const PROPERTIES = {
  data: (node, values) => Object.assign(node.dataset, Object.fromEntries(Object.entries(values).filter(([, value]) => value != null))),
  on: (node, listeners) => Object.entries(listeners).forEach(([type, listener]) => node.addEventListener(type, listener)),
  css: (node, values) => Object.entries(values).forEach(([name, value]) => node.style.setProperty(name, value)),
  spec: (node, spec) => { node.spec = spec; },
};

/** Make an element; `data`, `on`, `css` and `spec` are groups, everything else is an attribute. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in PROPERTIES) PROPERTIES[name](node, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key ?? null : null);
const alike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b) && a.type === b.type;

// What a person or a script set on a living node outlives a redraw: an opened menu stays opened.
const kept = (node, name) => name === "style" || (name === "aria-expanded" && node.hasAttribute("aria-haspopup"));

function patchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !kept(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !kept(old, name)) old.setAttribute(name, value);
  }
  if (old.style.cssText !== fresh.style.cssText) old.style.cssText = fresh.style.cssText;
}

function patchChildren(old, fresh) {
  const wanted = new Set([...fresh.childNodes].map(keyOf));
  const keyed = new Map();
  for (const child of [...old.childNodes]) {
    const key = keyOf(child);
    if (key === null) continue;
    if (wanted.has(key)) keyed.set(key, child);
    else child.remove();
  }
  let cursor = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = keyOf(next);
    const match = key === null ? cursor : keyed.get(key);
    if (match && alike(match, next)) {
      if (match === cursor) cursor = cursor.nextSibling;
      else old.insertBefore(match, cursor);
      patchNode(match, next);
    } else {
      old.insertBefore(next, cursor);
    }
  }
  while (cursor) {
    const rest = cursor.nextSibling;
    cursor.remove();
    cursor = rest;
  }
}

function patchNode(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  patchAttributes(old, fresh);
  old.spec = fresh.spec;
  patchChildren(old, fresh);
}

/** Make `old` look like `fresh` in place; answers the node that now stands in the document. */
export function patch(old, fresh) {
  if (!alike(old, fresh)) {
    old.replaceWith(fresh);
    return fresh;
  }
  patchNode(old, fresh);
  return old;
}

/** Run a redraw of `root` and give the focus back to the same element, or to its successor with the same action. */
export function keepingFocus(root, redraw) {
  const active = document.activeElement;
  const inside = active && active !== root && root.contains(active);
  const action = inside && active.closest("[data-action-id]")?.dataset.actionId;
  const message = inside && active.closest("[data-ts]")?.dataset.ts;
  redraw();
  if (!inside || document.activeElement === active) return;
  const place = (message && root.querySelector(`[data-ts="${message}"]`)) || null;
  const successor = active.isConnected ? active : action && place?.querySelector(`[data-action-id="${CSS.escape(action)}"]`);
  (successor || place || root.querySelector("[data-refuge]"))?.focus({ preventScroll: true });
}

/** Bring a container's children in line with `items` ({key, signature, render}); what has the same signature is not touched. */
export function reconcile(container, items) {
  const existing = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, child] of existing) if (!wanted.has(key)) child.remove();
  let cursor = container.firstElementChild;
  for (const item of items) {
    let node = existing.get(item.key);
    if (!node || node.signature !== item.signature) {
      const fresh = item.render();
      fresh.dataset.key = item.key;
      if (node === cursor && node) cursor = node.nextElementSibling;
      node = node ? patch(node, fresh) : container.insertBefore(fresh, cursor);
      node.signature = item.signature;
    } else if (node === cursor) {
      cursor = cursor.nextElementSibling;
    } else {
      container.insertBefore(node, cursor);
    }
  }
}

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/** List what Tab reaches inside `root`, in order. */
export function focusables(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((node) => !node.disabled && node.tabIndex >= 0 && node.checkVisibility());
}
