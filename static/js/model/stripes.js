// m % n over consecutive hash values: the stripes that the remainders make, and what is left of them when n
// changes.

import { numberOf } from "./servers.js";

/**
 * For hash values 0 .. count - 1: [{remainder, number}], the number of the server that the remainder counts
 * off.
 */
export function stripes(servers, count) {
  return Array.from({ length: count }, (_, hash) => {
    const remainder = hash % servers.length;
    return { remainder, number: numberOf(servers[remainder].id) };
  });
}

/** How many of two rows of stripes have the same server. */
export const kept = (before, after) => after.filter(({ number }, i) => before[i].number === number).length;
