import assert from "node:assert/strict";
import { test } from "node:test";
import * as time from "../../static/js/model/timeline.js";

const change = (seq) => ({ seq, text: `change ${seq}` });
const withChanges = (count) =>
  time.load(time.begin(change(0)), Array.from({ length: count }, (_, index) => change(index + 1)));

test("a new timeline is at now, and has nothing to replay", () => {
  const fresh = time.begin(change(0));
  assert.equal(time.newest(fresh), 0);
  assert.equal(time.isViewing(fresh), false);
  assert.equal(time.play(fresh), fresh);
  assert.equal(time.status(fresh), "Nothing has changed yet");
});

test("looking at a change leaves now; looking at the newest comes back", () => {
  const past = time.look(withChanges(5), 2);
  assert.equal(time.shownSeq(past), 2);
  assert.equal(time.isViewing(past), true);
  assert.equal(time.isViewing(time.look(past, 5)), false);
});

test("a place out of range is clamped to the beginning or to now", () => {
  assert.equal(time.shownSeq(time.look(withChanges(5), -3)), 0);
  assert.equal(time.shownSeq(time.look(withChanges(5), 99)), 5);
});

test("steps go one change at a time and stop at both ends", () => {
  const five = withChanges(5);
  const back = time.step(five, -1);
  assert.equal(time.shownSeq(back), 4);
  assert.equal(time.isViewing(time.step(back, 1)), false);
  assert.equal(time.shownSeq(time.step(time.look(five, 0), -1)), 0);
});

test("live changes at now are followed; in the past they are counted, and forgotten on the way back", () => {
  assert.equal(time.shownSeq(time.arrive(withChanges(2), change(3))), 3);
  let past = time.look(withChanges(2), 1);
  past = time.arrive(past, change(3));
  past = time.arrive(past, change(4));
  assert.equal(time.shownSeq(past), 1);
  assert.equal(time.status(past), "Change 1 of 4 · 2 new changes");
  assert.equal(time.now(past).missed, 0);
});

test("a change known already changes nothing; one too far ahead asks to load", () => {
  const two = withChanges(2);
  assert.equal(time.arrive(two, change(2)), two);
  assert.equal(time.arrive(two, change(4)), null);
});

test("loading counts what is new for one who looks at the past", () => {
  const past = time.look(withChanges(2), 1);
  const loaded = time.load(past, [1, 2, 3, 4, 5].map(change));
  assert.equal(loaded.missed, 3);
  assert.equal(time.shownSeq(loaded), 1);
  assert.equal(time.load(withChanges(2), [1, 2, 3].map(change)).missed, 0);
});

test("a history that comes back shorter ends the look at what is gone", () => {
  assert.equal(time.isViewing(time.load(time.look(withChanges(5), 4), [1, 2].map(change))), false);
});

test("of a very long history only the last changes are listed, and the oldest of them is where it starts", () => {
  const long = time.load(time.begin(change(0)), [501, 502, 503].map(change));
  assert.deepEqual([time.oldest(long), time.newest(long)], [501, 503]);
  assert.equal(time.shownSeq(time.look(long, 7)), 501);
  assert.equal(time.shownEntry(time.look(long, 502)).text, "change 502");
  assert.equal(time.shownSeq(time.play(long)), 501);
  assert.equal(time.shownSeq(time.arrive(long, change(504))), 504);
});

test("a replay starts at the beginning, shows every change once, and ends at now", () => {
  let replay = time.play(withChanges(3));
  const seen = [time.shownSeq(replay)];
  while (replay.playing) {
    replay = time.beat(replay);
    seen.push(time.shownSeq(replay));
  }
  assert.deepEqual(seen, [0, 1, 2, 3]);
  assert.equal(time.isViewing(replay), false);
});

test("a replay goes on from the change that is looked at, pauses, and ends when a person steps", () => {
  const replay = time.play(time.look(withChanges(5), 2));
  assert.equal(time.shownSeq(time.beat(replay)), 3);
  assert.deepEqual([time.pause(replay).playing, time.shownSeq(time.pause(replay))], [false, 2]);
  assert.equal(time.step(replay, 1).playing, false);
});

test("changes that arrive during a replay are replayed too", () => {
  let replay = time.arrive(time.play(time.look(withChanges(2), 1)), change(3));
  replay = time.beat(replay);
  assert.deepEqual([time.shownSeq(replay), replay.playing], [2, true]);
  assert.equal(time.isViewing(time.beat(replay)), false);
});

test("speed divides the beat, and an unknown speed changes nothing", () => {
  const three = withChanges(3);
  const lengths = time.SPEEDS.map((speed) => time.beatLength(time.setSpeed(three, speed)));
  assert.deepEqual(lengths, [3200, 1600, 800, 400]);
  assert.equal(time.setSpeed(three, 3), three);
});

test("the status names where one is", () => {
  assert.equal(time.status(withChanges(1)), "Now, after 1 change");
  assert.equal(time.status(time.look(withChanges(3), 0)), "As it began");
  assert.equal(time.status(time.look(withChanges(3), 2)), "Change 2 of 3");
});
