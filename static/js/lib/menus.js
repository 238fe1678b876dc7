// Menus made of <details>: Escape closes them, and so does going elsewhere, by pointer or by focus.

export function closeMenu(menu) {
  if (!menu?.open) return;
  menu.open = false;
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
}

/** Closes `menus` when a person leaves them, until `signal` is aborted. */
export function closeOnLeaving(menus, signal) {
  const leave = ({ target }) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  };
  const escape = ({ key }) => {
    if (key === "Escape") menus.forEach(closeMenu);
  };
  document.addEventListener("keydown", escape, { signal });
  document.addEventListener("pointerdown", leave, { signal });
  document.addEventListener("focusin", leave, { signal });
}
