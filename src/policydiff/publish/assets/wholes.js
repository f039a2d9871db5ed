// What a redline does not tear, step for step as `policydiff.compare.wholes`: of a defined term one piece is kept at
// most, of a pair of square brackets both or none.

/** @typedef {import("./alignment.js").Place} Place */
/** @typedef {import("./alignment.js").Run} Run */

const FARTHEST_BRACKET = 60;

/** The pairs of square brackets, inner ones first. @param {number[]} tokens @param {string[]} strings */
export function findPairs(tokens, strings) {
  /** @type {Place[]} */
  const found = [];
  /** @type {number[]} */
  const opened = [];
  tokens.forEach((token, at) => {
    if (strings[token] === "[") opened.push(at);
    else if (strings[token] === "]" && opened.length) {
      const start = /** @type {number} */ (opened.pop());
      if (at - start <= FARTHEST_BRACKET) found.push([start, at]);
    }
  });
  return found;
}

/** The tokens that must not be parted from the one before. @param {Place[]} places @returns {Set<number>} */
export function findInsides(places) {
  const found = new Set();
  for (const [first, last] of places) for (let at = first + 1; at <= last; at++) found.add(at);
  return found;
}

/**
 * The runs without what is kept of torn terms and pairs; both are given for the old and for the new text.
 * @param {Run[]} runs
 * @param {[Place[], Place[]]} terms
 * @param {[Place[], Place[]]} pairs
 * @returns {Run[]}
 */
export function giveUpTorn(runs, terms, pairs) {
  /** @type {[Map<number, number>, Map<number, number>]} */
  const kept = [new Map(), new Map()];
  for (const run of runs) {
    for (let step = 0; step < run.size; step++) {
      kept[0].set(run.old + step, run.new + step);
      kept[1].set(run.new + step, run.old + step);
    }
  }
  for (let before = -1; before !== kept[0].size; ) {
    before = kept[0].size;
    for (const side of [0, 1]) {
      for (const place of terms[side]) if (isTorn(kept[side], place)) drop(kept, side, place);
      for (const place of pairs[side]) if (!place.every((at) => kept[side].has(at))) drop(kept, side, place);
    }
  }
  return asRuns([...kept[0]].sort(([one], [other]) => one - other));
}

/** Whether more than one piece is kept. @param {Map<number, number>} kept @param {Place} place */
function isTorn(kept, [first, last]) {
  const places = [];
  for (let at = first; at <= last; at++) if (kept.has(at)) places.push(at);
  if (!places.length) return false;
  const [start, end] = [places[0], places[places.length - 1]];
  return end - start >= places.length || Number(kept.get(end)) - Number(kept.get(start)) !== end - start;
}

/** @param {[Map<number, number>, Map<number, number>]} kept @param {number} side @param {Place} place */
function drop(kept, side, [first, last]) {
  for (let at = first; at <= last; at++) {
    const there = kept[side].get(at);
    if (there === undefined) continue;
    kept[side].delete(at);
    kept[1 - side].delete(there);
  }
}

/** @param {[number, number][]} pairs @returns {Run[]} */
function asRuns(pairs) {
  /** @type {Run[]} */
  const runs = [];
  for (const [at, there] of pairs) {
    const last = runs.at(-1);
    if (last && last.old + last.size === at && last.new + last.size === there) last.size += 1;
    else runs.push({ old: at, new: there, size: 1 });
  }
  return runs;
}
