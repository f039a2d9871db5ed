// Which tokens of two texts are kept, step for step as `policydiff.compare.alignment`: of the common runs those whose
// keeping saves most, where each separate change has its price; then what tears terms or brackets is given up.

import { commonRuns } from "./common-runs.js";
import { slide } from "./sliding.js";
import { findInsides, findPairs, giveUpTorn } from "./wholes.js";

/** @typedef {[first: number, last: number]} Place of a term or of a pair of brackets: its first and last token */
/** @typedef {{old: number, new: number, size: number}} Run tokens that are kept: first places in both texts, number */
/** @typedef {import("./redline.js").Vocabulary} Vocabulary */

/** What one more separate change costs a reader, in words. */
const CHARGE = 2.5;
const MOST_RUNS = 300;
const MOST_MATCHES = 200_000;

/**
 * The tokens that are kept, as runs in order.
 * @param {number[]} old
 * @param {number[]} now
 * @param {Pick<Vocabulary, "strings" | "weights">} vocabulary
 * @param {Place[]} [oldTerms]
 * @param {Place[]} [newTerms]
 * @returns {Run[]}
 */
export function align(old, now, { strings, weights }, oldTerms = [], newTerms = []) {
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old[start] === now[start]) start++;
  let end = 0;
  while (end < shortest - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = bestRuns(old.slice(start, old.length - end), now.slice(start, now.length - end), weights);
  const runs = [
    { old: 0, new: 0, size: start },
    ...middle.map((run) => ({ old: run.old + start, new: run.new + start, size: run.size })),
    { old: old.length - end, new: now.length - end, size: end },
  ].filter((run) => run.size);
  /** @type {[Place[], Place[]]} */
  const pairs = [findPairs(old, strings), findPairs(now, strings)];
  /** @type {[Place[], Place[]]} */
  const terms = [oldTerms, newTerms];
  if (![...pairs, ...terms].some((places) => places.length)) return slide(runs, old, now, strings);
  /** @type {[Set<number>, Set<number>]} */
  const insides = [findInsides([...oldTerms, ...pairs[0]]), findInsides([...newTerms, ...pairs[1]])];
  const slid = slide(runs, old, now, strings, insides);
  const whole = giveUpTorn(slid, terms, pairs);
  if (JSON.stringify(whole) === JSON.stringify(slid)) return slid;
  const isWorthwhile = weigher(old, weights);
  const touchesEnd = (/** @type {Run} */ run) =>
    (!run.old && !run.new) || (run.old + run.size === old.length && run.new + run.size === now.length);
  const worthwhile = whole.filter((run) => touchesEnd(run) || isWorthwhile(run));
  return slide(giveUpTorn(worthwhile, terms, pairs), old, now, strings, insides);
}

/** @param {string} weights @param {number} token */
function weigh(weights, token) {
  return parseInt(weights[token], 36) / 10;
}

/** Whether keeping a run saves more than one more separate change costs. @param {number[]} old @param {string} weights */
function weigher(old, weights) {
  return (/** @type {Run} */ run) => {
    let sum = 0;
    for (let at = run.old; at < run.old + run.size; at++) sum += weigh(weights, old[at]);
    return 2 * sum > CHARGE;
  };
}

/**
 * The runs whose keeping saves most: two sides of their weight each, less what a separate change costs.
 * @param {number[]} old
 * @param {number[]} now
 * @param {string} weights
 * @returns {Run[]}
 */
function bestRuns(old, now, weights) {
  const weight = (/** @type {number} */ token) => weigh(weights, token);
  const isWorthwhile = weigher(old, weights);
  if (!old.length || !now.length) return [];
  const runs = worthwhileRuns(old, now, weight, isWorthwhile);
  if (!runs) return commonRuns(old, now).filter(isWorthwhile);
  const sums = [0];
  for (const token of old) sums.push(sums[sums.length - 1] + weight(token));
  /** @type {{value: number, origin: number, trim: number}[]} */
  const best = [];
  runs.forEach((run, at) => {
    const end = sums[run.old + run.size];
    const found = { value: 2 * (end - sums[run.old]) - CHARGE, origin: -1, trim: 0 };
    for (let other = 0; other < at; other++) {
      const before = runs[other];
      const overlap = Math.max(0, before.old + before.size - run.old, before.new + before.size - run.new);
      if (overlap >= run.size) continue;
      const total = best[other].value + 2 * (end - sums[run.old + overlap]) - CHARGE;
      if (total > found.value) Object.assign(found, { value: total, origin: other, trim: overlap });
    }
    best.push(found);
  });
  let at = best.reduce((top, { value }, place) => (top < 0 || value > best[top].value ? place : top), -1);
  if (at < 0 || best[at].value <= 0) return [];
  /** @type {Run[]} */
  const chain = [];
  for (; at >= 0; at = best[at].origin) {
    const { trim } = best[at];
    chain.push({ old: runs[at].old + trim, new: runs[at].new + trim, size: runs[at].size - trim });
  }
  return chain.reverse();
}

/**
 * All longest common runs that are worth a separate change; null where there are too many to weigh them all.
 * @param {number[]} old
 * @param {number[]} now
 * @param {(token: number) => number} weight
 * @param {(run: Run) => boolean} isWorthwhile
 */
function worthwhileRuns(old, now, weight, isWorthwhile) {
  /** @type {Map<number, number[]>} */
  const places = new Map();
  now.forEach((token, at) => {
    if (weight(token) < 1) return;
    const known = places.get(token);
    if (known) known.push(at);
    else places.set(token, [at]);
  });
  if (old.reduce((sum, token) => sum + (places.get(token)?.length ?? 0), 0) > MOST_MATCHES) return null;
  /** @type {Map<number, number>} */
  const seen = new Map();
  /** @type {Run[]} */
  const runs = [];
  for (let at = 0; at < old.length; at++) {
    for (const there of places.get(old[at]) ?? []) {
      if ((seen.get(there - at) ?? -1) > at) continue;
      let start = 0;
      let size = 1;
      while (at > start && there > start && old[at - start - 1] === now[there - start - 1]) start++;
      while (at + size < old.length && there + size < now.length && old[at + size] === now[there + size]) size++;
      seen.set(there - at, at + size);
      const run = { old: at - start, new: there - start, size: size + start };
      if (isWorthwhile(run)) runs.push(run);
      if (runs.length > MOST_RUNS) return null;
    }
  }
  return runs.sort((one, other) => one.old - other.old || one.new - other.new || one.size - other.size);
}
