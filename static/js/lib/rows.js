/**
 * Children that follow a list: one for each item, in order, each a copy of the first child that the page came with.
 *
 * A child stays as long as its item does, so focus and open menus stay too. `fill(child, item)` writes what changed.
 */
export function keepRows(parent, items, fill, keyOf = (item) => item.id) {
  const model = parent.firstElementChild;
  const had = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let after = null;
  for (const item of items) {
    const key = keyOf(item);
    const child = had.get(key) ?? model.cloneNode(true);
    had.delete(key);
    child.dataset.key = key;
    fill(child, item);
    const place = after ? after.nextElementSibling : parent.firstElementChild;
    if (child !== place) parent.insertBefore(child, place);
    after = child;
  }
  had.forEach((child) => child.remove());
}

/** Write text only where it differs: nothing is touched that a screen reader or a selection is on. */
export function write(element, text) {
  if (element && element.textContent !== String(text)) element.textContent = text;
}
