/**
 * Which telling is on show, pizza shop or data centre, and the words of a lab's lens.
 *
 * The choice is a cookie, so that the server can send the next page in that telling and nothing flashes. `data-lens` on
 * the page's root shows one half of each pair of words (css/base.css); whoever draws texts listens for `lens:change`.
 */
import { turner } from "../model/lens.js";

const YEAR = 31_536_000;
const turners = new Map(); // key of a lens -> its function
const same = (text) => text;

export const inCentre = () => document.documentElement.dataset.lens === "centre";

export function choose(telling) {
  document.cookie = `lens=${telling}; path=/; max-age=${YEAR}; samesite=lax`;
  if (telling === "centre") document.documentElement.dataset.lens = telling;
  else delete document.documentElement.dataset.lens;
  dress(document);
  document.dispatchEvent(new CustomEvent("lens:change"));
}

export function onLensChange(listen, { signal }) {
  document.addEventListener("lens:change", listen, { signal });
}

/** The function that turns a text into the words of the data centre, by the lens that `element` names (data-lens-key). */
export function centreFor(element) {
  const key = element.dataset.lensKey;
  if (!key) return same;
  if (!turners.has(key)) {
    const table = document.querySelector(`[data-lens-table="${key}"] script`);
    if (!table) return same;
    turners.set(key, turner(JSON.parse(table.textContent)));
  }
  return turners.get(key);
}

/** Options of menus and labels for the ear: they hold one telling at a time. */
export function dress(root) {
  const centre = inCentre();
  for (const option of root.querySelectorAll("option[data-in-shop]")) {
    option.textContent = centre ? option.dataset.inCentre : option.dataset.inShop;
  }
  for (const one of root.querySelectorAll("[data-label-in-shop]")) {
    one.setAttribute("aria-label", centre ? one.dataset.labelInCentre : one.dataset.labelInShop);
  }
}
