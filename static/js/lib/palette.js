// The page's colours as a canvas needs them. They are read from the tokens, so that light and dark have one
// source.

import { HUES } from "../model/servers.js";

const NAMES = ["paper", "card", "ink", "ink-2", "line", "accent", "good", "warn", "serif", "sans"];
const DARK_INK = "#14100c";
const LIGHT_INK = "#ffffff";

/**
 * {paper, card, ink, "ink-2", ..., servers: [8 colours], on: [8 colours of text upon them]} where `element`
 * stands.
 */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const servers = Array.from({ length: HUES }, (_, hue) => token(`s${hue}`));
  return { ...Object.fromEntries(NAMES.map((name) => [name, token(name)])), servers, on: servers.map(inkOn) };
}

/** Black or white, whichever has the better contrast on a #rrggbb colour. */
export function inkOn(colour) {
  const light = luminance(colour);
  return contrast(light, luminance(LIGHT_INK)) >= contrast(light, luminance(DARK_INK)) ? LIGHT_INK : DARK_INK;
}

/** Contrast of two relative luminances (WCAG 2.2). */
export const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Relative luminance of #rrggbb or #rgb, 0..1 (WCAG 2.2). */
export function luminance(colour) {
  const short = colour.length === 4;
  const digits = (at) => (short ? colour[at + 1].repeat(2) : colour.slice(1 + 2 * at, 3 + 2 * at));
  const part = (at) => parseInt(digits(at), 16) / 255;
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(part(0)) + 0.7152 * linear(part(1)) + 0.0722 * linear(part(2));
}

/** Calls `listen` when the page turns light or dark, until the signal aborts. */
export function onThemeChange(listen, { signal }) {
  const watcher = new MutationObserver(listen);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => watcher.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listen, { signal });
}
