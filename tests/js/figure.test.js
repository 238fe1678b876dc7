import assert from "node:assert/strict";
import { test } from "node:test";

import { agrees, readNumber } from "../../static/js/model/figure.js";

test("numbers are read as people type them", () => {
  const typed = { "1,203": 1203, "0,5": 0.5, " 80 %": 80, "−3": -3, ".5": 0.5, "12.": 12, "1,234,567.5": 1234567.5 };
  for (const [text, number] of Object.entries(typed)) assert.equal(readNumber(text), number, text);
  for (const text of ["", "ten", "1.2.3", "1e5", "--2", "4 ovens"]) assert.equal(readNumber(text), null, text);
});

test("a number agrees if it rounds to what is printed", () => {
  assert.ok(agrees(120, 120, 1));
  assert.ok(agrees(119.6, 120, 1));
  assert.ok(!agrees(119.4, 120, 1));
  assert.ok(agrees(0.665, 0.67, 0.01));
  assert.ok(!agrees(0.66, 0.67, 0.01));
});
