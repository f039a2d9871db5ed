// The word-level picture of a change, step for step as `policydiff.compare.redline` draws it on the command line.

import { align } from "./alignment.js";
import { alignCells } from "./cells.js";

/** @typedef {import("./alignment.js").Place} Place */
/** @typedef {[op: "=" | "+" | "-", text: string, marking: number]} Segment kept, inserted or deleted words */
/** @typedef {{tokens: number[], gaps: number[], runs: number[] | null, terms: Place[]}} Part a text cut into tokens, with its markup and the places of defined terms */
/**
 * @typedef {object} Vocabulary
 * @property {string[]} strings every token by number
 * @property {string} weights the weight of each in tenths to base 36
 * @property {Map<number, number>} folds the tokens that are only set differently, and what they count as
 */

/**
 * The redline of texts in parts; between two parts stands a space.
 * @param {Part[]} old
 * @param {Part[]} now
 * @param {Vocabulary} vocabulary
 * @param {boolean} [areRows] of a table, compared cell by cell
 * @returns {Segment[]}
 */
export function drawRedline(old, now, vocabulary, areRows = false) {
  const one = joinParts(old, vocabulary);
  const other = joinParts(now, vocabulary);
  const pieces = one.text === other.text ? [["=", other.text]] : findPieces(one, other, vocabulary, areRows);
  return dress(/** @type {[Segment[0], string][]} */ (pieces.filter(([, text]) => text)), one.runs, other.runs);
}

/**
 * The redline of parts that are wholly new, or gone.
 * @param {"+" | "-"} op
 * @param {Part} part
 * @param {Vocabulary} vocabulary
 * @returns {Segment[]}
 */
export function drawWhole(op, part, vocabulary) {
  const { text, runs } = joinParts([part], vocabulary);
  return dress(text ? [[op, text]] : [], runs, runs);
}

/**
 * The words of a part.
 * @param {Part} part
 * @param {string[]} strings
 */
export function textOf(part, strings) {
  return part.gaps.map((gap, at) => strings[gap] + (strings[part.tokens[at]] ?? "")).join("");
}

/**
 * @param {Part[]} parts
 * @param {Vocabulary} vocabulary
 */
function joinParts(parts, { strings, folds }) {
  let text = "";
  const exact = [];
  const tokens = [];
  const starts = [];
  const runs = [];
  /** @type {Place[]} */
  const terms = [];
  for (const part of parts) {
    for (const [first, last] of part.terms) terms.push([tokens.length + first, tokens.length + last]);
    if (text) {
      text += " ";
      runs.push(1, 0);
    }
    const start = text.length;
    part.tokens.forEach((token, at) => {
      text += strings[part.gaps[at]];
      exact.push(strings[token]);
      tokens.push(folds.get(token) ?? token);
      starts.push(text.length);
      text += strings[token];
    });
    text += part.gaps.length ? strings[part.gaps[part.tokens.length]] : "";
    runs.push(...(part.runs ?? [text.length - start, 0]));
  }
  return { text, exact, tokens, starts, runs, terms };
}

/**
 * What is kept, deleted and inserted, as plain texts that rebuild both sides exactly.
 * @param {ReturnType<typeof joinParts>} old
 * @param {ReturnType<typeof joinParts>} now
 * @param {Vocabulary} vocabulary
 * @param {boolean} areRows
 */
function findPieces(old, now, vocabulary, areRows) {
  const alignTexts = areRows ? alignCells : align;
  /** @type {[Segment[0], string][]} */
  const pieces = [];
  let oldAt = 0;
  let newAt = 0;
  for (const run of alignTexts(old.tokens, now.tokens, vocabulary, old.terms, now.terms)) {
    for (let step = 0; step < run.size; step++) {
      const [at, there] = [run.old + step, run.new + step];
      replace(pieces, old.text.slice(oldAt, old.starts[at]), now.text.slice(newAt, now.starts[there]));
      replace(pieces, old.exact[at], now.exact[there]);
      oldAt = old.starts[at] + old.exact[at].length;
      newAt = now.starts[there] + now.exact[there].length;
    }
  }
  replace(pieces, old.text.slice(oldAt), now.text.slice(newAt));
  return pieces;
}

/** White space as Python's `str.isspace` has it. @param {string} text */
const isSpace = (text) => /^[\s\x1c-\x1f\x85]$/.test(text) && text !== "\ufeff";

/**
 * Put the text between two kept tokens, keeping the white space at its ends that both sides have.
 * @param {[Segment[0], string][]} pieces
 * @param {string} old
 * @param {string} now
 */
function replace(pieces, old, now) {
  if (old === now) {
    add(pieces, "=", old);
    return;
  }
  const lead = old && old[0] === now[0] && isSpace(old[0]) ? old[0] : "";
  old = old.slice(lead.length);
  now = now.slice(lead.length);
  const tail = old && old.at(-1) === now.at(-1) && isSpace(old[old.length - 1]) ? old[old.length - 1] : "";
  add(pieces, "=", lead);
  add(pieces, "-", old.slice(0, old.length - tail.length));
  add(pieces, "+", now.slice(0, now.length - tail.length));
  add(pieces, "=", tail);
}

/**
 * @param {[Segment[0], string][]} pieces
 * @param {Segment[0]} op
 * @param {string} text
 */
function add(pieces, op, text) {
  if (!text) return;
  const last = pieces.at(-1);
  if (last && last[0] === op) last[1] += text;
  else pieces.push([op, text]);
}

/**
 * Give plain pieces the markup of the side that they come from; kept words have that of the new side.
 * @param {[Segment[0], string][]} pieces
 * @param {number[]} oldRuns
 * @param {number[]} newRuns
 * @returns {Segment[]}
 */
function dress(pieces, oldRuns, newRuns) {
  const takeOld = reader(oldRuns);
  const takeNew = reader(newRuns);
  /** @type {Segment[]} */
  const segments = [];
  for (const [op, text] of pieces) {
    const gone = op === "+" ? [] : takeOld(text);
    const kept = op === "-" ? gone : takeNew(text);
    for (const [part, marking] of kept) segments.push([op, part, marking]);
  }
  return segments;
}

/** @param {number[]} runs @returns {(text: string) => [string, number][]} */
function reader(runs) {
  let at = 0;
  let left = runs[0] ?? 0;
  return (text) => {
    /** @type {[string, number][]} */
    const found = [];
    for (let start = 0; start < text.length; ) {
      while (!left && at + 2 < runs.length) left = runs[(at += 2)];
      const size = Math.min(left || text.length, text.length - start);
      found.push([text.slice(start, start + size), runs[at + 1] ?? 0]);
      start += size;
      left -= size;
    }
    return found;
  };
}
