// What flies above the plate: requests on their way along the crust, and keys on their way to a new owner.

import { spot } from "../../model/angle.js";
import { flightAt, flightOf } from "../../model/flights.js";
import { hueOf } from "../../model/servers.js";
import { clamp } from "../../lib/motion.js";
import { LANE } from "./geometry.js";
import { inUnits } from "./stage.js";

const TAIL = 0.055; // turns
const SLOT = 250; // milliseconds of traffic in a frame

export class Air {
  constructor(canvas) {
    this.context = canvas.getContext("2d");
    this.flights = [];
    this.clean = true;
  }

  /** Send some requests of a frame's sample on their way, spread over the slot. */
  launch(sample, cut, now, { most, each, speed }) {
    const free = Math.min(each, most - this.flights.length);
    const failedFirst = [...sample].sort(([, a], [, b]) => (a === null ? 0 : 1) - (b === null ? 0 : 1));
    const chosen = failedFirst.slice(0, Math.max(0, free));
    chosen.forEach((request, i) => {
      const flight = flightOf(request, cut, now + (i / chosen.length) * SLOT, { speed });
      if (flight) this.flights.push(flight);
    });
  }

  clear() {
    this.flights = [];
  }

  /** Draw the requests, and `movers(context)` over them; true while something flies. */
  draw(now, place, palette, movers) {
    const { context } = this;
    this.flights = this.flights.filter((flight) => flightAt(flight, now).phase !== "gone");
    const busy = this.flights.length > 0 || Boolean(movers);
    if (!busy && this.clean) return false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    movers?.(context);
    inUnits(context, place);
    const thick = Math.max(1, 0.7 / place.scale);
    for (const flight of this.flights) this.drawFlight(flight, flightAt(flight, now), palette, thick);
    this.clean = !busy;
    return busy;
  }

  drawFlight(flight, { phase, position, flown, part }, palette, thick) {
    if (phase === "waiting") return;
    if (phase === "cross") this.drawCross(position, 1 - clamp(part), palette, thick);
    else this.drawRunner(flight, position, flown, part, palette, thick);
  }

  /**
   * A disc in the colour of its server with a trail behind it; hollow if the cache had not the key; marked
   * once it has passed a crash.
   */
  drawRunner(flight, position, flown, part, palette, thick) {
    const { context } = this;
    const seen = clamp(part * 10) * clamp((1 - part) * 14);
    const tail = Math.min(flown, TAIL);
    const [x, y] = spot(position, LANE);
    const angle = (position - 0.25) * 2 * Math.PI;
    context.globalAlpha = seen * 0.85;
    context.strokeStyle = palette.card;
    context.lineCap = "round";
    context.lineWidth = 3 * thick;
    context.beginPath();
    context.arc(0, 0, LANE, angle - tail * 2 * Math.PI, angle);
    context.stroke();
    const hue = palette.servers[hueOf(flight.number)];
    const [fill, rim] = flight.hit ? [palette.card, hue] : [hue, palette.card];
    context.globalAlpha = seen;
    context.fillStyle = fill;
    context.strokeStyle = flown > flight.detour || flight.failed ? palette.accent : rim;
    context.lineWidth = 2.5 * thick;
    context.beginPath();
    context.arc(x, y, 5 * thick, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.globalAlpha = 1;
  }

  drawCross(position, strength, palette, thick) {
    const { context } = this;
    const [x, y] = spot(position, LANE - 34);
    const arm = 6.5 * thick;
    context.globalAlpha = strength;
    context.lineCap = "round";
    for (const [colour, width] of [[palette.card, 7], [palette.accent, 3.2]]) {
      context.strokeStyle = colour;
      context.lineWidth = width * thick;
      context.beginPath();
      context.moveTo(x - arm, y - arm);
      context.lineTo(x + arm, y + arm);
      context.moveTo(x - arm, y + arm);
      context.lineTo(x + arm, y - arm);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** The flight within `reach` units of x, y, or undefined. */
  at(x, y, reach, now) {
    return this.flights.find((flight) => {
      const { phase, position } = flightAt(flight, now);
      const [fx, fy] = spot(position, LANE);
      return phase === "flying" && Math.hypot(fx - x, fy - y) <= reach;
    });
  }
}
