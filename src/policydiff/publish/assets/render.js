// Redlines and notes as elements. Words of a policy are only ever set as text.

import { element, inSentence } from "./dom.js";
import { settleTypography } from "./typography.js";

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./redline.js").Segment} Segment */

/**
 * The redline with `<ins>` and `<del>`, and words for those who only hear it.
 * @param {Segment[]} segments
 * @param {string[][][]} markings
 * @param {import("./wording.js").Wording} wording
 */
export function renderRedline(segments, markings, wording) {
  const made = document.createDocumentFragment();
  /** @type {ParentNode & Node} */
  let within = made;
  const settled = settleTypography(segments);
  settled.forEach(([op, text, marking], at) => {
    if (op !== settled[at - 1]?.[0]) {
      within = made;
      if (op !== "=") {
        within = element(op === "+" ? "ins" : "del", { class: op === "+" ? "pd-ins" : "pd-del" });
        within.append(spoken(`${wording.say(op === "+" ? "inserted" : "deleted")} `));
        made.append(within);
      }
    }
    within.append(marked(text, markings[marking] ?? []));
    if (op !== "=" && op !== settled[at + 1]?.[0]) within.append(spoken(` (${wording.say("change_ends")}) `));
  });
  return made;
}

/** @param {string} words */
function spoken(words) {
  return element("span", { class: "pd-sr" }, words);
}

/** @param {string} text @param {string[][]} marks */
function marked(text, marks) {
  return marks.reduceRight((/** @type {Node} */ inner, [name, value]) => {
    const outer = element(name, value ? { [name === "a" ? "href" : "title"]: value } : {});
    outer.append(inner);
    return outer;
  }, document.createTextNode(text));
}

/**
 * What a redline cannot show: where a clause came from, what it was split into or merged from.
 * @param {Change} change
 * @param {import("./wording.js").Wording} wording
 */
export function notesOn(change, wording) {
  const { old, new: now, kinds } = change;
  const inOrder = (/** @type {import("./chronicle.js").Clause[]} */ clauses) =>
    wording.join(clauses.sort((one, other) => one.place - other.place).map((clause) => wording.label(clause)));
  const notes = [];
  if (kinds.includes("added")) notes.push(wording.say("added.whole"));
  if (kinds.includes("removed")) notes.push(wording.say("removed.whole"));
  if (old && now && kinds.includes("moved")) notes.push(wording.say("moved_here", { label: wording.label(old) }));
  if (old && now && kinds.includes("renumbered")) notes.push(renumbering(old, now, wording));
  if (old && now && kinds.includes("split")) {
    notes.push(wording.say("split", { old: wording.label(old), new: inOrder([now, ...change.relatedNew]) }));
  }
  if (old && now && kinds.includes("merged")) notes.push(wording.say("merged", { old: inOrder([old, ...change.relatedOld]) }));
  if (kinds.includes("format")) notes.push(wording.say("format"));
  return notes;
}

/**
 * @param {import("./chronicle.js").Clause} old
 * @param {import("./chronicle.js").Clause} now
 * @param {import("./wording.js").Wording} wording
 */
function renumbering(old, now, wording) {
  if (!old.label) return wording.say("numbered_now", { label: inSentence(now.label) });
  if (!now.label) return wording.say("unnumbered_now", { label: inSentence(old.label) });
  return wording.say("renumbered", { label: inSentence(old.label) });
}

/** Whether a change is more than a mere renumbering or other markup. @param {Change} change */
export function isVisible(change) {
  return change.kinds.some((kind) => kind !== "renumbered" && kind !== "format");
}
