// The middle of the pizza: orders a second, cache hits, and failed requests when there are any.

import { say, set, svg } from "../../lib/svg.js";
import { lately } from "../../model/traffic.js";
import { HUB } from "./geometry.js";

const whole = new Intl.NumberFormat("en");

export class Hub {
  constructor(root) {
    this.unit = svg("text", { class: "hub-small" });
    this.rate = svg("text", { class: "hub-rate", y: 20 });
    this.hits = svg("text", { class: "hub-hits" });
    this.failed = svg("text", { class: "hub-failed" });
    const lines = [this.unit, this.rate, this.hits, this.failed];
    root.append(svg("g", { class: "hub", "aria-hidden": "true" }, svg("circle", { r: HUB }), ...lines));
    this.fit(1);
  }

  /** Words stay readable where the picture is small. */
  fit(scale) {
    const small = scale < 0.55;
    const size = Math.min(small ? 23 : 15.5, Math.max(13, 10.5 / scale)).toFixed(1);
    this.hitWord = small ? "hits" : "cache hits";
    say(this.unit, small ? "orders/s" : "orders per second");
    for (const line of [this.unit, this.hits, this.failed]) set(line, { "font-size": size });
    set(this.unit, { y: small ? -20 : -16 });
    set(this.hits, { y: small ? 46 : 45 });
    set(this.failed, { y: small ? 68 : 63 });
  }

  /** `frames`: the newest ones last; `rate`: what the state asks for, shown until frames come. */
  show(frames, rate) {
    const now = lately(frames);
    const failures = Math.round(now?.failed ?? 0);
    say(this.rate, whole.format(Math.round(now?.requests || rate)));
    say(this.hits, now ? `${(now.hitRate * 100).toFixed(1)}% ${this.hitWord}` : "");
    say(this.failed, failures ? `${whole.format(failures)} failed` : "");
    set(this.rate, { "font-size": this.rate.textContent.length > 5 ? 33 : 38 });
  }
}
