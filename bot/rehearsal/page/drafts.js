// What was half typed into a form, kept by the form's id until it is gone: a reload loses no word.

import { restore, stateOf } from "./elements.js";

const STORE = "rehearsal:draft:";

const fieldsOf = (form) => [...form.querySelectorAll("[data-action-id]")].filter((node) => node.nodeName !== "BUTTON");
const nameOf = ({ spec: { element, blockId } }) => JSON.stringify([element.type, blockId, element.action_id]);

/** Keep what a view's form holds now. */
export function keepDraft(viewId, form) {
  sessionStorage.setItem(STORE + viewId, JSON.stringify(fieldsOf(form).map((node) => [nameOf(node), stateOf(node)])));
}

/** Put what was kept of a view into its form, freshly drawn. */
export function fillDraft(viewId, form) {
  const kept = new Map(JSON.parse(sessionStorage.getItem(STORE + viewId) ?? "[]"));
  for (const node of fieldsOf(form)) if (kept.has(nameOf(node))) restore(node, kept.get(nameOf(node)));
}

/** Forget what was kept of a view. */
export const dropDraft = (viewId) => sessionStorage.removeItem(STORE + viewId);
