/**
 * A form's fields as a command of the wire. Pure.
 *
 * The same form works without this script: the server reads the same names. Here text becomes what JSON needs, an empty
 * optional field is left out, and an angle in degrees becomes a position.
 */
import { toPosition } from "./format.js";

const number = (name) => (text) => (text === "" ? {} : { [name]: Number(text) });
const READ = {
  csrfmiddlewaretoken: () => ({}),
  degrees: (text) => ({ position: toPosition(Number(text)) }),
  locked: (text) => ({ locked: text === "true" }),
  capacity_bound: (text) => ({ capacity_bound: text === "" ? null : Number(text) }),
};
for (const name of ["position", "weight", "point", "virtual_nodes", "keys", "skew", "replicas", "rate"]) READ[name] = number(name);
const plain = (name) => (text) => (text === "" ? {} : { [name]: text });

/** [[name, text], ...] -> {do, ...} */
export const commandFrom = (fields) =>
  Object.assign({}, ...[...fields].map(([name, text]) => (READ[name] ?? plain(name))(text)));
