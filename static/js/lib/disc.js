/** The numbered disc that stands beside a server's name. */
import { hueOf, numberOf } from "../model/servers.js";
import { write } from "./rows.js";

/** Make a disc that is there say which server it is for. */
export function dress(disc, id) {
  disc.dataset.hue = hueOf(numberOf(id));
  write(disc, numberOf(id));
}

/** A server in running text: disc and name. */
export function serverInText(id, name) {
  const disc = document.createElement("span");
  disc.className = "disc";
  disc.setAttribute("aria-hidden", "true");
  dress(disc, id);
  const server = document.createElement("span");
  server.className = "server";
  server.append(disc, name);
  return server;
}
