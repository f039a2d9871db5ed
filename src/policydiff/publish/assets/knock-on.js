// Clauses whose words stayed the same although their meaning may not have: they refer to a clause that changed, or use
// a term whose definition did. Step for step as `policydiff diff` finds them (`policydiff.compare.knock_on`).

import { lineage } from "./rows.js";

/** @typedef {import("./chronicle.js").Clause} Clause */
/**
 * @typedef {object} KnockOn
 * @property {Clause} clause as it is in the new text
 * @property {"reference" | "term"} kind
 * @property {string} about the reference as written, or the term
 * @property {string} changed the anchor of what changed, in the new text; where that is gone, in the old
 */

const SAME_WORDS = ["renumbered", "moved", "format"];

/**
 * @param {import("./comparison.js").Comparison} comparison
 * @param {[string, ...string[]][]} terms each with the forms in which a text has it
 * @returns {KnockOn[]} in the order of the new text
 */
export function findKnockOn(comparison, terms) {
  const { old, new: now, pairs, changes } = comparison;
  const changed = changes.filter(({ kinds }) => kinds.some((kind) => !SAME_WORDS.includes(kind)));
  const touched = new Set(changed.flatMap(({ new: main, relatedNew }) => (main ? [main, ...relatedNew] : relatedNew)));
  const gone = new Set(changed.flatMap((change) => (change.old && !change.new ? [change.old] : [])));
  const byAnchor = new Map(now.map((clause) => [clause.anchor, clause]));
  const before = new Map(pairs.map(([was, is]) => [is, was]));
  const after = new Map([...before].map(([is, was]) => [was, byAnchor.get(is)]));
  const less = withParents(old, gone).map(({ anchor }) => after.get(anchor));
  const found = [
    ...referringNow(now, touched, new Set([...withParents(now, touched), ...less])),
    ...referredBefore(old, after, touched, gone),
    ...usingTerms(old, now, terms, touched),
  ];
  const different = new Map(found.map((each) => [JSON.stringify([each.clause.anchor, each.kind, each.about, each.changed]), each]));
  return [...different.values()].sort((one, other) => one.clause.place - other.clause.place);
}

/**
 * A clause has changed for who refers to it when one below it has; a part without a number says more than that.
 * @param {Clause[]} clauses
 * @param {Set<Clause>} chosen
 */
function withParents(clauses, chosen) {
  return [...chosen].flatMap((clause) => [clause, ...lineage(clauses, clause).filter(({ label }) => label)]);
}

/**
 * @param {Clause[]} now
 * @param {Set<Clause>} touched
 * @param {Set<Clause | undefined>} withChanges
 * @returns {KnockOn[]}
 */
function referringNow(now, touched, withChanges) {
  const byKey = new Map(now.map((clause) => [clause.key, clause]));
  return now.flatMap((clause) => {
    if (touched.has(clause)) return [];
    const own = new Set([clause, ...lineage(now, clause)]);
    return clause.refers.flatMap(([about, ...keys]) =>
      keys
        .map((key) => byKey.get(key))
        .filter((target) => target && withChanges.has(target) && !own.has(target))
        .map((target) => knockOn(clause, "reference", about, target)),
    );
  });
}

/**
 * @param {Clause[]} old
 * @param {Map<string, Clause | undefined>} after by anchor of the old text
 * @param {Set<Clause>} touched
 * @param {Set<Clause>} gone
 * @returns {KnockOn[]}
 */
function referredBefore(old, after, touched, gone) {
  const byKey = new Map(old.map((clause) => [clause.key, clause]));
  return old.flatMap((clause) => {
    const here = after.get(clause.anchor);
    if (!here || touched.has(here)) return [];
    return clause.refers.flatMap(([about, ...keys]) =>
      keys
        .map((key) => byKey.get(key))
        .filter((target) => target && gone.has(target))
        .map((target) => knockOn(here, "reference", about, target)),
    );
  });
}

/**
 * @param {Clause[]} old
 * @param {Clause[]} now
 * @param {[string, ...string[]][]} terms
 * @param {Set<Clause>} touched
 * @returns {KnockOn[]}
 */
function usingTerms(old, now, terms, touched) {
  const [before, after] = [old, now].map(definitionsOf);
  const isOther = (/** @type {number} */ term) => `${before.get(term)?.meanings}` !== `${after.get(term)?.meanings}`;
  const changed = [...after.keys()].filter((term) => before.has(term) && isOther(term));
  const lost = [...before.keys()].filter((term) => !after.has(term));
  return [changed, lost].flatMap((chosen) => {
    const uses = findUses(now, chosen, terms);
    return chosen.flatMap((term) => {
      const where = /** @type {Clause} */ ((chosen === lost ? before : after).get(term)?.clause);
      return (uses.get(term) ?? [])
        .filter((clause) => !touched.has(clause) && clause !== where)
        .map((clause) => knockOn(clause, "term", terms[term][0], where));
    });
  });
}

/** What each term means, and where it is defined first. @param {Clause[]} clauses */
function definitionsOf(clauses) {
  /** @type {Map<number, {clause: Clause, meanings: number[]}>} */
  const found = new Map();
  for (const clause of clauses) {
    for (const [term, meaning] of clause.defines) {
      const known = found.get(term) ?? { clause, meanings: [] };
      known.meanings.push(meaning);
      found.set(term, known);
    }
  }
  return found;
}

/**
 * The clauses that use each term; longer terms first, so that "Personal Account" is no "Account".
 * @param {Clause[]} clauses
 * @param {number[]} chosen
 * @param {[string, ...string[]][]} terms
 */
function findUses(clauses, chosen, terms) {
  /** @type {Map<number, Clause[]>} */
  const uses = new Map();
  if (!chosen.length) return uses;
  /** @type {Map<string, number>} */
  const byForm = new Map();
  const longest = (/** @type {string} */ one, /** @type {string} */ other) =>
    [...other].length - [...one].length || (one < other ? -1 : 1);
  for (const term of [...chosen].sort((one, other) => longest(terms[one][0], terms[other][0]))) {
    for (const form of terms[term].slice(1)) if (!byForm.has(form)) byForm.set(form, term);
  }
  const forms = [...byForm.keys()].sort(longest).map((form) => form.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&").replaceAll(" ", "\\s+"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join("|")})(?![\\p{L}\\p{N}_-])`, "gu");
  for (const clause of clauses) {
    for (const text of [clause.text.headingText, clause.text.bodyText]) {
      for (const [words] of text.replaceAll("’", "'").matchAll(pattern)) {
        const term = byForm.get(words.replace(/\s+/g, " "));
        if (term !== undefined) uses.set(term, [...(uses.get(term) ?? []), clause]);
      }
    }
  }
  return uses;
}

/** @param {Clause} clause @param {KnockOn["kind"]} kind @param {string} about @param {Clause} changed @returns {KnockOn} */
function knockOn(clause, kind, about, { anchor }) {
  return { clause, kind, about, changed: anchor };
}

/** As `policydiff diff --json` prints it. @param {KnockOn[]} found */
export function knockOnToData(found) {
  return found.map(({ clause: { anchor, label, text }, kind, about, changed }) => {
    return { anchor, label, heading: text.headingText, kind, about, changed };
  });
}
