/**
 * The short name of a change, for its chip in the timeline: "+ oven-5", "oven-2 moved 14°", "✕ oven-1".
 * Pure. `text` is what the eye reads; `spoken` says the same without signs, for those who listen.
 *
 * A command names servers by id: `nameOf(id)` gives the name. Who was added and how far a point went is in no command;
 * the change's sentence says both ("Adding oven-6 took ...", "Moving oven-2 14 degrees clockwise ...").
 */
const ADDED = /^Adding (.+?) (?:took|moved|changed) /;
const TURNED = /^Moving .+? ([\d.]+) degrees? (?:anti)?clockwise/;

const many = (value, noun) => `${value.toLocaleString("en-GB")} ${noun}${value === 1 ? "" : "s"}`;
const same = (text) => ({ text, spoken: text });

const DIALS = {
  virtual_nodes: (value) => many(value, "virtual node"),
  keys: (value) => many(value, "key"),
  skew: (value) => `skew ${value}`,
  replicas: (value) => (value === 1 ? "1 copy" : `${value} copies`),
  capacity_bound: (value) => (value === null ? "no bound" : `bound ${value}`),
  rate: (value) => `${value.toLocaleString("en-GB")} a second`,
  strategy: (value) => (value === "modulo" ? "m % n" : value),
  hash: (value) => `hash ${value}`,
};

function set(command) {
  const turned = Object.keys(DIALS).filter((dial) => dial in command);
  return same(turned.map((dial) => DIALS[dial](command[dial])).join(", "));
}

function added({ name }, sentence) {
  const newcomer = name ?? ADDED.exec(sentence)?.[1] ?? "a server";
  return { text: `+ ${newcomer}`, spoken: `added ${newcomer}` };
}

function moved({ server, position }, sentence, nameOf) {
  const turned = TURNED.exec(sentence)?.[1];
  const [way, size] = turned === undefined ? ["to", Math.round(position * 360) % 360] : ["moved", turned];
  return { text: `${nameOf(server)} ${way} ${size}°`, spoken: `${nameOf(server)} ${way} ${size} degrees` };
}

const LABELS = {
  add_server: added,
  remove_server: ({ server }, _, nameOf) => ({ text: `✕ ${nameOf(server)}`, spoken: `removed ${nameOf(server)}` }),
  crash_server: ({ server }, _, nameOf) => same(`${nameOf(server)} crashed`),
  recover_server: ({ server }, _, nameOf) => same(`${nameOf(server)} is back`),
  move_point: moved,
  rename_server: ({ server, name }) => ({ text: `${server} → ${name}`, spoken: `${server} is called ${name}` }),
  weigh_server: ({ server, weight }, _, nameOf) => same(`${nameOf(server)} weighs ${weight}`),
  set,
  undo: ({ undoes }) => ({ text: `↶ change ${undoes}`, spoken: `took back change ${undoes}` }),
  reset: ({ scenario }) => ({ text: `↺ ${scenario}`, spoken: `started again from ${scenario}` }),
  lock: ({ locked }) => same(locked ? "locked" : "unlocked"),
};

/** The label of a change {command, sentence}. A command of a later version is called by its own name. */
export function label({ command, sentence = "" }, nameOf = (id) => id) {
  const named = LABELS[command.do];
  return named ? named(command, sentence, nameOf) : same(command.do.replaceAll("_", " "));
}

export const beginning = (servers) => same(many(servers, "server"));
