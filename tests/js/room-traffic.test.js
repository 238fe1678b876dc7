import assert from "node:assert/strict";
import test from "node:test";
import { lately } from "../../static/js/model/traffic.js";

const frame = (a, failed, hit_rate) => ({ counts: [["oven-1", a], [null, failed]], hit_rate });

test("without frames nothing is said", () => {
  assert.equal(lately([]), null);
});

test("counts become rates a second, and failures are among the requests", () => {
  const now = lately([frame(200, 50, 0.5), frame(230, 20, 0.7)]);
  assert.equal(now.requests, 1000);
  assert.equal(now.failed, 140);
  assert.ok(Math.abs(now.hitRate - 0.6) < 1e-12);
});

test("only the last two seconds count", () => {
  const now = lately([frame(0, 999, 0), ...Array(8).fill(frame(300, 0, 1))]);
  assert.deepEqual(now, { requests: 1200, failed: 0, hitRate: 1 });
});
