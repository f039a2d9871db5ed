// What two sequences of tokens have in common, step for step as `policydiff.compare.common_runs`.

import { heaviestIncreasing } from "./sequences.js";

/** @typedef {import("./alignment.js").Run} Run */

const LARGEST_TABLE = 200_000_000;
const PHRASE = 4;

/**
 * A longest common subsequence, bit-parallel (Hyyrö 2004); of equally long ones the one that rapidfuzz finds, which
 * takes off what the texts share at their ends and then, from the end, deletes as long as nothing is lost.
 * @param {number[]} old
 * @param {number[]} now
 * @returns {Run[]}
 */
export function commonRuns(old, now) {
  if (old.length * now.length > LARGEST_TABLE) return betweenPhrases(old, now);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const one = old.slice(start, old.length - end);
  const other = now.slice(start, now.length - end);
  const width = Math.ceil(one.length / 32);
  const rows = lengthBits(one, other, width);
  /** @type {[number, number][]} */
  const pairs = [];
  const grows = (/** @type {number} */ row, /** @type {number} */ column) =>
    !((rows[row * width + (column >>> 5)] >>> (column & 31)) & 1);
  let column = one.length;
  let row = other.length;
  while (row && column) {
    if (!grows(row - 1, column - 1)) column--;
    else {
      row--;
      if (!(row && grows(row - 1, column - 1))) pairs.push([start + --column, start + row]);
    }
  }
  pairs.reverse();
  /** @type {Run[]} */
  const runs = [];
  const keep = (/** @type {number} */ at, /** @type {number} */ there, size = 1) => {
    const last = runs.at(-1);
    if (!size) return;
    if (last && last.old + last.size === at && last.new + last.size === there) last.size += size;
    else runs.push({ old: at, new: there, size });
  };
  keep(0, 0, start);
  for (const [at, there] of pairs) keep(at, there);
  keep(old.length - end, now.length - end, end);
  return runs;
}

/**
 * What is common, found from the phrases that occur once in both texts; nothing where there are none.
 * @param {number[]} old
 * @param {number[]} now
 * @returns {Run[]}
 */
function betweenPhrases(old, now) {
  const there = singlePhrases(now);
  const shared = [...singlePhrases(old)].flatMap(([phrase, at]) => (there.has(phrase) ? [[at, there.get(phrase) ?? 0]] : []));
  const kept = heaviestIncreasing(
    shared.map(([, place]) => place),
    shared.map(() => 1),
  );
  const chain = shared.filter((_, at) => kept.has(at));
  /** @type {Run[]} */
  const runs = [];
  let oldAt = 0;
  let newAt = 0;
  for (const [at, place] of chain.length ? [...chain, [old.length, now.length]] : []) {
    if (at < oldAt || place < newAt) continue;
    const gap = at > oldAt && place > newAt ? commonRuns(old.slice(oldAt, at), now.slice(newAt, place)) : [];
    for (const run of gap) runs.push({ old: run.old + oldAt, new: run.new + newAt, size: run.size });
    if (at < old.length) runs.push({ old: at, new: place, size: PHRASE });
    oldAt = at + PHRASE;
    newAt = place + PHRASE;
  }
  return joinRuns(runs);
}

/** The phrases that occur once, with their places, in order. @param {number[]} tokens */
function singlePhrases(tokens) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const again = new Set();
  for (let at = 0; at + PHRASE <= tokens.length; at++) {
    const phrase = tokens.slice(at, at + PHRASE).join(" ");
    if (found.has(phrase)) again.add(phrase);
    else found.set(phrase, at);
  }
  again.forEach((phrase) => found.delete(phrase));
  return found;
}

/**
 * For each token of `other` a row of bits over those of `one`: 0 where the common subsequence grows.
 * @param {number[]} one
 * @param {number[]} other
 * @param {number} width
 */
function lengthBits(one, other, width) {
  /** @type {Map<number, Uint32Array>} */
  const places = new Map();
  one.forEach((token, at) => {
    const bits = places.get(token) ?? new Uint32Array(width);
    bits[at >>> 5] |= 1 << (at & 31);
    places.set(token, bits);
  });
  const nowhere = new Uint32Array(width);
  const rows = new Uint32Array(width * other.length);
  let last = new Uint32Array(width).fill(0xffffffff);
  other.forEach((token, row) => {
    const matches = places.get(token) ?? nowhere;
    const bits = rows.subarray(row * width, (row + 1) * width);
    let carry = 0;
    for (let at = 0; at < width; at++) {
      const shared = (last[at] & matches[at]) >>> 0;
      const sum = last[at] + shared + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      bits[at] = (sum >>> 0) | (last[at] - shared);
    }
    last = bits;
  });
  return rows;
}

/** Runs that follow each other in both texts are one. @param {Run[]} runs */
export function joinRuns(runs) {
  /** @type {Run[]} */
  const joined = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (!run.size) continue;
    if (last && last.old + last.size === run.old && last.new + last.size === run.new) last.size += run.size;
    else joined.push({ ...run });
  }
  return joined;
}
