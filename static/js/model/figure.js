/** Numbers as people type them, and when they agree with a printed one. Pure. */

/** "1,203" and "0,5" and " 80 %" as numbers; null for what is none. A comma before three last digits groups them. */
export function readNumber(text) {
  const figure = text.replace(/[\s%]/g, "").replace("−", "-");
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(figure) ? figure.replaceAll(",", "") : figure.replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(grouped) ? Number(grouped) : null;
}

/** Whether a number rounds to `answer` when it is printed in steps of `step`. */
export function agrees(number, answer, step) {
  return Math.abs(number - answer) <= (step / 2) * (1 + 1e-9);
}
