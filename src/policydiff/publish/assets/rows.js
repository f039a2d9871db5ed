// A comparison as rows in the order of the new text, what left its place where it stood; step for step as the static
// redline pages have them (`policydiff.publish.rows`).

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./chronicle.js").Clause} Clause */
/** @typedef {import("./comparison.js").Comparison} Comparison */
/**
 * @typedef {object} Row
 * @property {"kept" | "context" | "change" | "moved away" | "renumbered"} form `context`: something below it changed
 * @property {Clause} clause
 * @property {Change | null} change
 * @property {Change[]} run neighbours that were only renumbered
 */

/** @param {Comparison} comparison @returns {Row[]} */
export function rowsOf(comparison) {
  const { new: now, changes } = comparison;
  const changeAt = new Map(changes.map((change) => [change.new?.place, change]));
  const context = findContext(comparison);
  const after = findDepartures(comparison);
  const splitOff = new Set(changes.flatMap(({ relatedNew }) => relatedNew.map(({ place }) => place)));
  const rows = [...(after.get(-1) ?? [])];
  for (const clause of now) {
    const change = changeAt.get(clause.place);
    if (change && !isOnly(change, "format")) rows.push(row("change", clause, change));
    else if (!splitOff.has(clause.place)) {
      rows.push(row(context.has(clause.place) && clause.place !== comparison.title ? "context" : "kept", clause));
    }
    rows.push(...(after.get(clause.place) ?? []));
  }
  return joinRenumbered(rows);
}

/** @param {Row["form"]} form @param {Clause} clause @param {Change | null} [change] @param {Change[]} [run] @returns {Row} */
function row(form, clause, change = null, run = []) {
  return { form, clause, change, run };
}

/** @param {Change} change @param {string} kind */
function isOnly({ kinds }, kind) {
  return kinds.length === 1 && kinds[0] === kind;
}

/** Places, in the new text, of what stands above a change, or did. @param {Comparison} comparison */
function findContext({ old, new: now, pairs, changes }) {
  const placeNow = new Map(now.map(({ anchor, place }) => [anchor, place]));
  const present = new Map(pairs);
  const found = new Set();
  for (const { old: before, new: after, kinds } of changes) {
    const isQuiet = kinds.length === 1 && ["renumbered", "format"].includes(kinds[0]);
    if (after && !isQuiet) for (const clause of lineage(now, after)) found.add(clause.place);
    if (before && (!after || kinds.includes("moved"))) {
      for (const clause of lineage(old, before)) found.add(placeNow.get(present.get(clause.anchor) ?? ""));
    }
  }
  return found;
}

/**
 * What left its place, by the place of the new clause after which it stood, or -1.
 * @param {Comparison} comparison
 */
export function findDepartures({ old, new: now, pairs, changes }) {
  const placeNow = new Map(now.map(({ anchor, place }) => [anchor, place]));
  /** @type {Map<string, number>} */
  const present = new Map();
  for (const [before, after] of pairs) if (!present.has(before)) present.set(before, placeNow.get(after) ?? -1);
  const gone = new Map(changes.filter((change) => !change.new).map((change) => [change.old, change]));
  const moved = new Map(changes.filter(({ new: now, kinds }) => now && kinds.includes("moved")).map((change) => [change.old, change]));
  /** @type {Map<number, Row[]>} */
  const rows = new Map();
  let place = -1;
  for (const clause of old) {
    const change = gone.get(clause) ?? moved.get(clause);
    const there = present.get(clause.anchor);
    if (change) rows.set(place, [...(rows.get(place) ?? []), row(change.new ? "moved away" : "change", clause, change)]);
    else if (there !== undefined && !lineage(old, clause).some((above) => moved.has(above))) place = there;
  }
  return rows;
}

/** What a clause stands under. @param {Clause[]} clauses @param {Clause} clause */
export function lineage(clauses, clause) {
  const found = [];
  for (let at = clause.parent; at >= 0; at = clauses[at].parent) found.push(clauses[at]);
  return found;
}

/** Neighbours that were only renumbered, below one parent, become one row, if each has and had a number. @param {Row[]} rows */
function joinRenumbered(rows) {
  /** @type {Row[]} */
  const joined = [];
  for (const each of rows) {
    const { change, clause } = each;
    const isQuiet = change?.new && isOnly(change, "renumbered");
    const last = joined.at(-1);
    if (!isQuiet || each.form !== "change") joined.push(each);
    else if (last?.form === "renumbered" && last.clause.parent === clause.parent && [change, last.run[0]].every(hasNumbers)) {
      last.run.push(change);
    } else joined.push(row("renumbered", clause, change, [change]));
  }
  return joined;
}

/** @param {Change} change */
function hasNumbers({ old, new: now }) {
  return Boolean(old?.label && now?.label);
}
