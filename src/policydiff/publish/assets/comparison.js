// Two editions compared, step for step as `policydiff diff` compares them: from the clauses that correspond follow the
// kinds of change (`policydiff.compare.kinds`), then the redlines.

import { drawRedline, drawWhole } from "./redline.js";
import { heaviestIncreasing } from "./sequences.js";

/** @typedef {import("./redline.js").Part} Part */
/** @typedef {import("./redline.js").Segment} Segment */
/** @typedef {import("./chronicle.js").Clause} Clause */
/** @typedef {import("./chronicle.js").Group} Group */
/**
 * @typedef {object} Change
 * @property {string[]} kinds
 * @property {Clause | null} old
 * @property {Clause | null} new
 * @property {Segment[]} redline
 * @property {Clause[]} relatedOld
 * @property {Clause[]} relatedNew
 */
/**
 * @typedef {{old: Clause[], new: Clause[], pairs: [string, string][], changes: Change[], unchanged: number}} Outcome
 * @typedef {Outcome & {title: number}} Comparison `title` is the place of the heading of the whole new text, or -1
 */

export const KINDS = ["added", "removed", "amended", "renumbered", "moved", "split", "merged", "format"];

/**
 * @param {Clause[]} old
 * @param {Clause[]} now
 * @param {Group[]} groups
 * @param {import("./redline.js").Vocabulary} vocabulary
 * @returns {Outcome}
 */
export function compareGroups(old, now, groups, vocabulary) {
  const moved = findMoved(old, now, groups);
  /** @type {[number, number, Change][]} */
  const found = [];
  /** @type {[string, string][]} */
  const pairs = [];
  const changed = new Set();
  const known = new Set();
  const placeNow = new Map();
  groups.forEach((group, number) => {
    for (const at of group.old) {
      for (const there of group.new) pairs.push([old[at].anchor, now[there].anchor]);
      placeNow.set(at, group.new[group.new.length - 1]);
    }
    group.new.forEach((there) => known.add(there));
    const before = group.old.map((at) => old[at]);
    const after = group.new.map((there) => now[there]);
    const change = changeOf(before, after, moved.has(number), vocabulary);
    if (change) {
      found.push([group.new[0], 1, change]);
      group.new.forEach((there) => changed.add(there));
    }
  });
  for (const clause of now) {
    if (!known.has(clause.place)) {
      found.push([clause.place, 1, oneSided("+", clause, vocabulary)]);
      changed.add(clause.place);
    }
  }
  let last = -1;
  for (const clause of old) {
    const place = placeNow.get(clause.place);
    if (place === undefined) found.push([last, 2, oneSided("-", clause, vocabulary)]);
    else last = place;
  }
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return { old, new: now, pairs, changes: found.map(([, , change]) => change), unchanged: now.length - changed.size };
}

/**
 * @param {"+" | "-"} op
 * @param {Clause} clause
 * @param {import("./redline.js").Vocabulary} vocabulary
 * @returns {Change}
 */
function oneSided(op, clause, vocabulary) {
  const { heading, body } = clause.text;
  const redline = [...drawWhole(op, heading, vocabulary), ...gap(op, clause), ...drawWhole(op, body, vocabulary)];
  return {
    kinds: [op === "+" ? "added" : "removed"],
    old: op === "-" ? clause : null,
    new: op === "+" ? clause : null,
    redline,
    relatedOld: [],
    relatedNew: [],
  };
}

/** @param {"+" | "-"} op @param {Clause} clause @returns {Segment[]} */
function gap(op, { text }) {
  return text.headingText && text.bodyText ? [[op, " ", 0]] : [];
}

/**
 * @param {Clause[]} before
 * @param {Clause[]} after
 * @param {boolean} moved
 * @param {import("./redline.js").Vocabulary} vocabulary
 * @returns {Change | null}
 */
function changeOf(before, after, moved, vocabulary) {
  const old = mainOf(before);
  const now = mainOf(after);
  const relatedOld = before.filter((clause) => clause !== old);
  const relatedNew = after.filter((clause) => clause !== now);
  const isSingle = before.length === 1 && after.length === 1;
  const kinds = new Set();
  if (relatedNew.length) kinds.add("split");
  if (relatedOld.length) kinds.add("merged");
  if (moved) kinds.add("moved");
  else if (!before.some(({ number }) => after.some((clause) => clause.number === number))) kinds.add("renumbered");
  const folded = (/** @type {Clause[]} */ clauses) =>
    clauses
      .map((clause) => clause.text.folded)
      .filter(Boolean)
      .join(" ");
  if (folded(before) !== folded(after)) kinds.add("amended");
  if (!kinds.size && (old.text !== now.text || old.form !== now.form || old.label !== now.label)) kinds.add("format");
  if (!kinds.size) return null;
  const redline = isSingle ? redlineOf(old, now, vocabulary) : drawRedline(parts(before), parts(after), vocabulary);
  const named = KINDS.filter((kind) => kinds.has(kind));
  return { kinds: named, old, new: now, redline, relatedOld, relatedNew };
}

/** The part that a clause lives on in: the first, unless another has over twice its words. @param {Clause[]} parts */
function mainOf(parts) {
  const sizes = parts.map(({ text }) => text.words.split(/\s+/).filter(Boolean).length);
  const largest = Math.max(...sizes);
  return 2 * sizes[0] >= largest ? parts[0] : parts[sizes.indexOf(largest)];
}

/** @param {Clause[]} clauses @returns {Part[]} */
function parts(clauses) {
  return clauses.flatMap(({ heading, body }) => [heading, body].filter((part) => part.gaps.length));
}

/**
 * @param {Clause} old
 * @param {Clause} now
 * @param {import("./redline.js").Vocabulary} vocabulary
 * @returns {Segment[]}
 */
function redlineOf(old, now, vocabulary) {
  const [before, after] = [old.text, now.text];
  const areRows = old.form === "row" && now.form === "row";
  const body = () => drawRedline([old.body], [now.body], vocabulary, areRows);
  if (before.headingText === after.headingText) return body();
  if (!before.headingText !== !after.headingText || before.folded === after.folded)
    return drawRedline(parts([old]), parts([now]), vocabulary);
  /** @type {Segment[]} */
  const between = [];
  if (before.bodyText && after.bodyText) between.push(["=", " ", 0]);
  else if (before.bodyText) between.push(["-", " ", 0]);
  else if (after.bodyText) between.push(["+", " ", 0]);
  return [...drawRedline([old.heading], [now.heading], vocabulary), ...between, ...body()];
}

/**
 * The places in `groups` of those whose parent, or whose order among the surviving siblings, changed.
 * @param {Clause[]} old
 * @param {Clause[]} now
 * @param {Group[]} groups
 */
function findMoved(old, now, groups) {
  const ofOld = new Map(groups.flatMap((group, number) => group.old.map((at) => [at, number])));
  const ofNew = new Map(groups.flatMap((group, number) => group.new.map((there) => [there, number])));
  /** @type {Set<number>} */
  const moved = new Set();
  /** @type {Map<string, number[]>} */
  const siblings = new Map();
  groups.forEach((group, number) => {
    const parent = old[group.old[0]].parent;
    const parentNow = now[group.new[0]].parent;
    const there = ofOld.get(parent);
    const same = parent < 0 || parentNow < 0 ? parent === parentNow : there !== undefined && there === ofNew.get(parentNow);
    if (!same) {
      moved.add(number);
      return;
    }
    const name = `${parent} ${parentNow}`;
    siblings.set(name, [...(siblings.get(name) ?? []), number]);
  });
  const weights = old.map((clause) => clause.text.words.split(" ").length);
  for (let at = old.length - 1; at >= 0; at--) if (old[at].parent >= 0) weights[old[at].parent] += weights[at];
  for (const numbers of siblings.values()) {
    numbers.sort((one, other) => groups[one].old[0] - groups[other].old[0]);
    const places = numbers.map((number) => groups[number].new[0]);
    if (places.every((place, at) => !at || places[at - 1] < place)) continue;
    const total = numbers.reduce((sum, number) => sum + weights[groups[number].old[0]], 1);
    const kept = heaviestIncreasing(
      places,
      numbers.map((number) => total + weights[groups[number].old[0]]),
    );
    numbers.forEach((number, at) => kept.has(at) || moved.add(number));
  }
  return moved;
}

/** One number for each kind of change, and `unchanged`. @param {Comparison} comparison */
export function countKinds({ changes, unchanged }) {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const change of changes) for (const kind of change.kinds) counts[kind]++;
  return { ...counts, unchanged };
}

/** The comparison as `policydiff diff --json` prints it. @param {Comparison} comparison */
export function toData(comparison) {
  const side = (/** @type {Clause | null} */ clause) =>
    clause && { anchor: clause.anchor, label: clause.label, heading: clause.text.headingText, text: clause.text.bodyText };
  const anchors = (/** @type {Clause[]} */ clauses) => clauses.map((clause) => clause.anchor);
  return {
    counts: countKinds(comparison),
    pairs: comparison.pairs,
    changes: comparison.changes.map((change) => ({
      kinds: change.kinds,
      key: (change.new ?? change.old)?.key,
      old: side(change.old),
      new: side(change.new),
      related: [...anchors(change.relatedOld), ...anchors(change.relatedNew)],
      related_old: anchors(change.relatedOld),
      related_new: anchors(change.relatedNew),
      redline: change.redline.reduce((/** @type {[string, string][]} */ parts, [op, text]) => {
        const last = parts.at(-1);
        if (last && last[0] === op) last[1] += text;
        else parts.push([op, text]);
        return parts;
      }, []),
    })),
  };
}
