// All editions of a policy, from the data that the build wrote, and which of their clauses correspond: by their keys and by
// what was split and merged (`policydiff.compare.lineage`).

import { compareGroups } from "./comparison.js";
import { textOf } from "./redline.js";

/** @typedef {import("./redline.js").Part} Part */
/** @typedef {import("./comparison.js").Comparison} Comparison */
/**
 * @typedef {object} Text
 * @property {Part} heading
 * @property {Part} body
 * @property {string} headingText
 * @property {string} bodyText
 * @property {string} words heading and text together
 * @property {string} folded the words as they are compared
 */
/**
 * @typedef {object} Clause
 * @property {number} place in its edition
 * @property {string} key
 * @property {string} label
 * @property {string} number the label without what only decorates it
 * @property {string} anchor
 * @property {number} parent its place, or -1
 * @property {Text} text
 * @property {Part} heading its words with the terms that its edition defines
 * @property {Part} body
 * @property {string} form
 * @property {[number, number][]} defines terms and what they mean, as numbers
 * @property {[string, ...string[]][]} refers references as written, and the keys of what they point at
 */
/** @typedef {{old: number[], new: number[]}} Group the places of clauses that correspond */

/** All editions of a policy. */
export class Chronicle {
  /** @param {any} data */
  constructor(data) {
    this.data = data;
    /** @type {import("./redline.js").Vocabulary} */
    this.vocabulary = { strings: data.strings, weights: data.weights, folds: new Map(data.folds) };
    /** @type {(Text | undefined)[]} */
    this.texts = [];
    /** @type {Map<number, Clause[]>} */
    this.read = new Map();
    /** @type {(number[] | null)[]} */
    this.records = [];
    /** @type {number[]} */
    let last = [];
    for (const steps of data.editions) {
      if (steps === null) {
        this.records.push(null);
        continue;
      }
      let at = 0;
      const now = [];
      for (const step of steps) {
        if (Array.isArray(step)) now.push(...step);
        else if (step < 0) at -= step;
        else now.push(...last.slice(at, (at += step)));
      }
      this.records.push(now);
      last = now;
    }
  }

  /** The clauses of an edition. @param {number} number @returns {Clause[]} */
  edition(number) {
    const known = this.read.get(number);
    if (known) return known;
    const places = new Map();
    const clauses = (this.records[number - 1] ?? []).map((record, place) => {
      const [key, label, anchor, parent, number, form, inHeading, inBody, mentions] = this.data.clauses[record];
      const text = this.text(number);
      const [printed, short] = this.data.labels[label];
      const [defines, refers] = this.data.mentions[mentions] ?? [[], []];
      places.set(key, place);
      return {
        place,
        key: this.data.keys[key],
        label: printed,
        number: short ?? printed,
        anchor,
        parent: parent < 0 ? -1 : places.get(parent),
        text,
        heading: { ...text.heading, terms: pairsOf(inHeading) },
        body: { ...text.body, terms: pairsOf(inBody) },
        form,
        defines,
        refers: refers.map(([words, ...keys]) => [words, ...keys.map((key) => this.data.keys[key])]),
      };
    });
    this.read.set(number, clauses);
    return clauses;
  }

  /** @param {number} number @returns {Text} */
  text(number) {
    const known = this.texts[number];
    if (known) return known;
    const [heading, body, folded] = this.data.texts[number];
    const parts = { heading: readPart(heading), body: readPart(body) };
    const headingText = textOf(parts.heading, this.data.strings);
    const bodyText = textOf(parts.body, this.data.strings);
    const words = [headingText, bodyText].filter(Boolean).join(" ");
    return (this.texts[number] = { ...parts, headingText, bodyText, words, folded: folded ?? words });
  }

  /** The edition that an edition was compared with: the last before it that has a text, or 0. @param {number} number */
  before(number) {
    let before = number - 1;
    while (before > 0 && !this.records[before - 1]) before--;
    return before;
  }

  /**
   * Compare any two editions; either may be the earlier.
   * @param {number} old
   * @param {number} now
   * @returns {Comparison}
   */
  compare(old, now) {
    const comparison = compareGroups(this.edition(old), this.edition(now), this.groups(old, now), this.vocabulary);
    return { ...comparison, title: this.data.titles[now] ?? 0 };
  }

  /** @param {number} old @param {number} now @returns {Group[]} */
  groups(old, now) {
    if (old > now) {
      return this.groups(now, old)
        .map((group) => ({ old: group.new, new: group.old }))
        .sort(byNew);
    }
    const found = this.before(now) === old && this.data.found[now];
    if (found) return found.map(([old, now]) => ({ old, new: now }));
    return this.keptGroups(old, now);
  }

  /** @param {number} old @param {number} now */
  keptGroups(old, now) {
    const oldKeys = new Map(this.edition(old).map((clause) => [clause.key, clause.place]));
    const newKeys = new Map(this.edition(now).map((clause) => [clause.key, clause.place]));
    const between = ([edition]) => old < edition && edition <= now;
    const heirs = this.data.merges.filter(between);
    const origins = this.data.splits.filter(between).reverse();
    /** @type {[number, number][]} */
    const pairs = [];
    for (const [key, at] of oldKeys) {
      const heir = newKeys.get(follow(key, newKeys, heirs));
      if (heir !== undefined) pairs.push([at, heir]);
    }
    for (const [key, there] of newKeys) {
      const origin = oldKeys.get(follow(key, oldKeys, origins));
      if (origin !== undefined) pairs.push([origin, there]);
    }
    return joinPairs(pairs);
  }

  /** What became of a clause: its heir in an edition, itself where it is there. @param {string} key @param {number} from @param {number} to */
  heir(key, from, to) {
    const there = new Map(this.edition(to).map((clause) => [clause.key, clause.place]));
    const place = there.get(follow(key, there, this.data.merges.filter(([edition]) => from < edition && edition <= to)));
    return place === undefined ? undefined : this.edition(to)[place];
  }
}

/** @param {number[]} [flat] @returns {[number, number][]} */
function pairsOf(flat = []) {
  return flat.flatMap((first, at) => (at % 2 ? [] : [/** @type {[number, number]} */ ([first, flat[at + 1]])]));
}

/** @param {any} data @returns {Part} */
function readPart(data) {
  if (!data.length) return { tokens: [], gaps: [], runs: [], terms: [] };
  const [mixed, runs] = data;
  return {
    tokens: mixed.filter((_, at) => at % 2),
    gaps: mixed.filter((_, at) => !(at % 2)),
    runs: runs ?? null,
    terms: [],
  };
}

/** @param {Group} one @param {Group} other */
function byNew(one, other) {
  return one.new[0] - other.new[0];
}

/** @param {string} key @param {Map<string, number>} present @param {[number, string, string][]} partings */
function follow(key, present, partings) {
  for (const [, part, main] of partings) {
    if (present.has(key)) break;
    if (part === key) key = main;
  }
  return key;
}

/** Pairs that share a clause are one group. @param {[number, number][]} pairs @returns {Group[]} */
function joinPairs(pairs) {
  const ofOld = new Map();
  const ofNew = new Map();
  /** @type {Set<{old: Set<number>, new: Set<number>}>} */
  const groups = new Set();
  for (const [at, there] of pairs) {
    const joined = { old: new Set([at]), new: new Set([there]) };
    for (const other of new Set([ofOld.get(at), ofNew.get(there)])) {
      if (!other) continue;
      groups.delete(other);
      other.old.forEach((place) => joined.old.add(place));
      other.new.forEach((place) => joined.new.add(place));
    }
    groups.add(joined);
    joined.old.forEach((place) => ofOld.set(place, joined));
    joined.new.forEach((place) => ofNew.set(place, joined));
  }
  const inOrder = (/** @type {Set<number>} */ places) => [...places].sort((one, other) => one - other);
  return [...groups].map((group) => ({ old: inOrder(group.old), new: inOrder(group.new) })).sort(byNew);
}
