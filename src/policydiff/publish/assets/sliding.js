// Where a pure insertion or deletion is shown, of the places that are equally true, as `policydiff.compare.sliding`.

import { joinRuns } from "./common-runs.js";

/** @typedef {import("./alignment.js").Run} Run */

/**
 * Slide every pure insertion and deletion to the place, among those that are equally true, where it reads best.
 * @param {Run[]} runs
 * @param {number[]} old
 * @param {number[]} now
 * @param {string[]} strings
 * @param {[Set<number>, Set<number>]} [insides] the tokens before which no change may start or end
 */
export function slide(runs, old, now, strings, insides = [new Set(), new Set()]) {
  const bounded = [{ old: 0, new: 0, size: 0 }, ...runs, { old: old.length, new: now.length, size: 0 }];
  for (let at = 0; at + 1 < bounded.length; at++) {
    const before = bounded[at];
    const after = bounded[at + 1];
    const oldGap = after.old - before.old - before.size;
    const newGap = after.new - before.new - before.size;
    if ((oldGap === 0) === (newGap === 0)) continue;
    const text = newGap ? now : old;
    const start = newGap ? before.new + before.size : before.old + before.size;
    const end = newGap ? after.new : after.old;
    let back = 0;
    while (back < before.size && text[start - 1 - back] === text[end - 1 - back]) back++;
    let ahead = 0;
    while (ahead < after.size && text[start + ahead] === text[end + ahead]) ahead++;
    let best = 0;
    let bestReads = -1;
    const [inside, insideOther] = newGap ? [insides[1], insides[0]] : insides;
    const other = newGap ? after.old : after.new;
    for (let shift = -back; shift <= ahead; shift++) {
      if (shift && (inside.has(start + shift) || inside.has(end + shift) || insideOther.has(other + shift))) continue;
      const vanishes =
        Number(shift !== 0 && shift === -before.size && start + shift > 0) +
        Number(shift !== 0 && shift === after.size && end + shift < text.length);
      const reads = boundary(text, start + shift, strings) + boundary(text, end + shift, strings) + 4 * vanishes;
      const nearer = Math.abs(shift) <= Math.abs(best);
      if (reads > bestReads || (reads === bestReads && nearer)) [best, bestReads] = [shift, reads];
    }
    bounded[at] = { ...before, size: before.size + best };
    bounded[at + 1] = { old: after.old + best, new: after.new + best, size: after.size - best };
  }
  return joinRuns(bounded);
}

/**
 * How natural it is to pause before the token at this place.
 * @param {number[]} text
 * @param {number} at
 * @param {string[]} strings
 */
function boundary(text, at, strings) {
  if (at === 0 || at === text.length || ".!?;:".includes(strings[text[at - 1]])) return 3;
  if (",)]".includes(strings[text[at - 1]]) || "([".includes(strings[text[at]])) return 2;
  return Number(["and", "or", "but"].includes(strings[text[at]]));
}
