// A redline as a reader needs it: quotation marks, dashes and spaces that are only set differently are kept, as in
// `policydiff.compare.redline.settle_typography`.

/** @typedef {import("./redline.js").Segment} Segment */

/** As in `policydiff.clauses.words`. */
const FOLDED = [
  [/[‘’‚‛′`´ʼ‹›]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−⸺⸻﹘﹣－]/g, "-"],
  [/[\u00a0\u2007\u202f\u2060\ufeff]/g, " "],
  [/[\u00ad\u200b]/g, ""],
];

/** @param {Segment[]} segments @returns {Segment[]} */
export function settleTypography(segments) {
  /** @type {Segment[][]} */
  const runs = [];
  for (const segment of segments) {
    if (runs.at(-1)?.[0][0] === segment[0]) runs[runs.length - 1].push(segment);
    else runs.push([segment]);
  }
  return runs.flatMap((run, at) => {
    if (isSet(run, runs[at + 1])) return [];
    return isSet(runs[at - 1], run) ? run.map(([, ...rest]) => /** @type {Segment} */ (["=", ...rest])) : run;
  });
}

/** Whether a deletion and an insertion have the same words. @param {Segment[]} [one] @param {Segment[]} [other] */
function isSet(one, other) {
  return one?.[0][0] === "-" && other?.[0][0] === "+" && fold(one) === fold(other);
}

/** @param {Segment[]} run */
function fold(run) {
  const text = run.map(([, words]) => words).join("");
  const folded = FOLDED.reduce((words, [set, plain]) => words.replace(set, plain), text.normalize("NFC"));
  return folded.split(/\s+/).filter(Boolean).join(" ");
}
