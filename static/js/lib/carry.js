const NEAR = 6; // pixels; a press that moves less is no drag

/**
 * Something is taken with mouse or finger, carried, and let go, within an element.
 *
 * `take(event)`: what a press takes hold of, or null. `move(held, event, way)`: it is carried; `way` is [x, y] in pixels from
 * where it was taken. `end(held, event, way)`: it was let go after that; without `event` it was given up, by Escape or
 * because the browser took the pointer. `press(held)`: it was let go where it was taken.
 */
export function carry(element, { take, move, end, press = () => {} }, signal) {
  let held = null;
  let start = null;
  let carried = false;
  const way = (event) => [event.clientX - start[0], event.clientY - start[1]];

  function letGo(event) {
    const was = held;
    held = null;
    if (!was) return;
    if (carried) end(was, event, event && way(event));
    else if (event) press(was);
  }

  const on = (target, name, act, options) => target.addEventListener(name, act, { signal, ...options });
  on(element, "pointerdown", (event) => {
    carried = false;
    held = event.isPrimary && event.button === 0 ? take(event) : null;
    if (!held) return;
    start = [event.clientX, event.clientY];
    event.target.setPointerCapture(event.pointerId);
  });
  on(element, "pointermove", (event) => {
    if (!held) return;
    carried ||= Math.hypot(...way(event)) > NEAR;
    if (carried) move(held, event, way(event));
  });
  on(element, "pointerup", letGo);
  on(element, "pointercancel", () => letGo(null));
  on(document, "keydown", ({ key }) => key === "Escape" && letGo(null));
  // The click that ends a way is no press of what it began on.
  on(element, "click", (event) => {
    if (!carried) return;
    carried = false;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}
