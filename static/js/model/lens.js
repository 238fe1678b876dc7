/**
 * The lens (simulator/engine/lens.py) in the browser: turns words of the pizza shop into those of a data centre. Pure.
 *
 * Whole words, longer ones first, whatever the case of their first letter, which is kept. Both halves are tested with
 * the same examples (tests/engine/lens_examples.json).
 */

/** The function that turns a text by this table, {"chef": "server"}: keys in small letters. */
export function turner(table) {
  const words = Object.keys(table).sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  if (!words.length) return (text) => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.map(escaped).join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  return (text) => text.replace(pattern, (word) => like(word, table[word.toLowerCase()]));
}

const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const like = (shop, centre) => (isCapital(shop[0]) ? centre.charAt(0).toUpperCase() + centre.slice(1) : centre);
const isCapital = (letter) => letter !== letter.toLowerCase();

/** The texts of a trace, turned; its times and orders are the same. */
export function turnTrace(trace, turn) {
  const names = (station) => ({ ...station, name: turn(station.name), note: turn(station.note ?? "") });
  return {
    ...trace,
    name: turn(trace.name ?? ""),
    closed: turn(trace.closed ?? ""),
    words: turnValues(trace.words, turn),
    stations: trace.stations.map(names),
    says: trace.says.map(([time, sentence]) => [time, turn(sentence)]),
  };
}

/** A Plotly figure with its texts turned. Two names that become the same one stay two, by a space of no width. */
export function turnFigure(figure, turn) {
  const name = keepingApart(turn);
  const some = (list) => list?.map((item) => (typeof item === "string" ? name(item) : item));
  const text = (value) => (typeof value === "string" ? turn(value) : value);
  const axis = (one) =>
    one && {
      ...one,
      ...(one.title && { title: { ...one.title, text: text(one.title.text) } }),
      ...(one.categoryarray && { categoryarray: some(one.categoryarray) }),
    };
  const { xaxis, yaxis } = figure.layout;
  return {
    ...figure,
    data: figure.data.map((line) => ({
      ...line,
      x: some(line.x),
      y: some(line.y),
      name: text(line.name ?? ""),
      ...(line.hovertemplate && { hovertemplate: text(line.hovertemplate) }),
    })),
    layout: { ...figure.layout, xaxis: axis(xaxis), yaxis: axis(yaxis) },
  };
}

function keepingApart(turn) {
  const turned = new Map();
  return (name) => {
    if (!turned.has(name)) {
      let other = turn(name);
      while ([...turned.values()].includes(other)) other += "\u200b";
      turned.set(name, other);
    }
    return turned.get(name);
  };
}

const turnValues = (record, turn) =>
  Object.fromEntries(Object.entries(record).map(([key, text]) => [key, turn(text)]));
