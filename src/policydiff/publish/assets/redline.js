// The word-level picture of a change, step for step as `policydiff.compare.alignment` and `.redline` draw it on the
// command line: of the common runs those are kept whose keeping saves most, where each separate change has its price;
// then pure insertions and deletions slide to where they read best, and what tears terms or brackets is given up.

import { alignCells } from "./cells.js";
import { heaviestIncreasing } from "./sequences.js";
import { findInsides, findPairs, giveUpTorn } from "./wholes.js";

/** @typedef {[op: "=" | "+" | "-", text: string, marking: number]} Segment kept, inserted or deleted words */
/** @typedef {[first: number, last: number]} Place of a term or of a pair of brackets: its first and last token */
/** @typedef {{tokens: number[], gaps: number[], runs: number[] | null, terms: Place[]}} Part a text cut into tokens, with its markup and the places of defined terms */
/** @typedef {{old: number, new: number, size: number}} Run tokens that are kept: first places in both texts, number */
/**
 * @typedef {object} Vocabulary
 * @property {string[]} strings every token by number
 * @property {string} weights the weight of each in tenths to base 36
 * @property {Map<number, number>} folds the tokens that are only set differently, and what they count as
 */

/** What one more separate change costs a reader, in words. */
const CHARGE = 2.5;
const MOST_RUNS = 300;
const MOST_MATCHES = 200_000;
const LARGEST_TABLE = 200_000_000;
const PHRASE = 4;

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

/**
 * Slide every pure insertion and deletion to the place, among those that are equally true, where it reads best.
 * @param {Run[]} runs
 * @param {number[]} old
 * @param {number[]} now
 * @param {string[]} strings
 * @param {[Set<number>, Set<number>]} [insides] the tokens before which no change may start or end
 */
function slide(runs, old, now, strings, insides = [new Set(), new Set()]) {
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

/** Runs that follow each other in both texts are one. @param {Run[]} runs */
function joinRuns(runs) {
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
