/** What a person is told when the line is down for a reason. Pure; the reasons are those of lib/socket.js. */

/** The page stays as it is, but nothing more will be heard until it is loaded again. */
export const ENDED = {
  no_room: "This room does not exist any more.",
  signed_out: "You signed out. Reload the page to go on as a guest.",
  removed: "The owner of this room has asked you to leave it. You can open a ring of your own.",
  archived: "This room was put away. Reload the page to open it again.",
  too_many: "This browser has too many windows with rings open. Close some, then reload this one.",
};

/** The line opens again by itself. */
export const WAITING = {
  flood: "That was too fast for the server. The line opens again in a few seconds.",
  full: "This room is full. You come in as soon as someone leaves.",
};
