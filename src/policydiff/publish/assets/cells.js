// Rows of tables, compared cell by cell, step for step as `policydiff.compare.cells`: no kept or changed run goes from
// one cell into the next.

import { align } from "./alignment.js";
import { commonRuns } from "./common-runs.js";

/** @typedef {import("./alignment.js").Place} Place */
/** @typedef {import("./alignment.js").Run} Run */

/** The token between two cells of a row. */
const BORDER = "|";

/**
 * The tokens of two rows that are kept, as runs in order.
 * @param {number[]} old
 * @param {number[]} now
 * @param {Pick<import("./redline.js").Vocabulary, "strings" | "weights">} vocabulary
 * @param {Place[]} oldTerms
 * @param {Place[]} newTerms
 * @returns {Run[]}
 */
export function alignCells(old, now, vocabulary, oldTerms, newTerms) {
  const oldCells = cellsOf(old, vocabulary.strings);
  const newCells = cellsOf(now, vocabulary.strings);
  const textOf = (/** @type {number[]} */ tokens) => (/** @type {Place} */ cell) => tokens.slice(...cell).join(" ");
  /** @type {Run[]} */
  const runs = [];
  for (const [at, there] of match(oldCells.map(textOf(old)), newCells.map(textOf(now)))) {
    const [start, end] = oldCells[at];
    const [newStart, newEnd] = newCells[there];
    if (at && there) runs.push({ old: start - 1, new: newStart - 1, size: 1 });
    const terms = [within(oldTerms, start, end), within(newTerms, newStart, newEnd)];
    for (const run of align(old.slice(start, end), now.slice(newStart, newEnd), vocabulary, ...terms)) {
      runs.push({ old: run.old + start, new: run.new + newStart, size: run.size });
    }
  }
  return runs;
}

/** @param {number[]} tokens @param {string[]} strings @returns {Place[]} */
function cellsOf(tokens, strings) {
  /** @type {Place[]} */
  const cells = [];
  let start = 0;
  tokens.forEach((token, at) => {
    if (strings[token] !== BORDER) return;
    cells.push([start, at]);
    start = at + 1;
  });
  return [...cells, [start, tokens.length]];
}

/**
 * The cells that correspond: in rows of one width by their places, else equal ones, and as many between them.
 * @param {string[]} old
 * @param {string[]} now
 */
function match(old, now) {
  if (old.length === now.length) return old.map((_, at) => [at, at]);
  const codes = new Map();
  const code = (/** @type {string} */ text) => codes.get(text) ?? codes.set(text, codes.size).get(text);
  /** @type {[number, number][]} */
  const pairs = [];
  let at = 0;
  let there = 0;
  const between = (/** @type {number} */ end, /** @type {number} */ newEnd) => {
    if (end - at === newEnd - there) for (let step = 0; step < end - at; step++) pairs.push([at + step, there + step]);
  };
  for (const run of commonRuns(old.map(code), now.map(code))) {
    between(run.old, run.new);
    [at, there] = [run.old, run.new];
    between(run.old + run.size, run.new + run.size);
    [at, there] = [run.old + run.size, run.new + run.size];
  }
  between(old.length, now.length);
  return pairs;
}

/** @param {Place[]} terms @param {number} start @param {number} end @returns {Place[]} */
function within(terms, start, end) {
  return terms
    .filter(([first, last]) => start <= first && last < end)
    .map(([first, last]) => [first - start, last - start]);
}
