// A change as it is shown: each clause that it is about with its own words, cut out of the redline over all of them.

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./chronicle.js").Clause} Clause */
/** @typedef {import("./redline.js").Segment} Segment */
/** @typedef {{clause: Clause, heading: Segment[], text: Segment[]}} Part */

/** Between two cells of a row. */
const BORDER = /\s*\|\s*/;

/** The clauses of one side that a change is about, in order. @param {Change} change @param {"old" | "new"} side */
export function clausesOf(change, side) {
  const main = change[side];
  const related = side === "old" ? change.relatedOld : change.relatedNew;
  return main ? [main, ...related].sort((one, other) => one.place - other.place) : [];
}

/**
 * The clauses of one side with all that was inserted and deleted.
 * @param {Change} change
 * @param {"old" | "new"} side
 * @returns {Part[]}
 */
export function partsOf(change, side) {
  const clauses = clausesOf(change, side);
  const [clause] = clauses;
  if (!clause) return [];
  const { old, new: now } = change;
  if (clauses.length === 1 && old && now && old.text.headingText === now.text.headingText && !hasRelated(change)) {
    const { headingText } = clause.text;
    return [{ clause, heading: headingText ? [["=", headingText, 0]] : [], text: change.redline }];
  }
  const fields = clauses.flatMap(({ text }) => [text.headingText, text.bodyText].filter(Boolean));
  const pieces = cutAt(
    change.redline,
    fields.map((field) => field.length),
    side === "new" ? "+" : "-",
  );
  return clauses.map((clause) => ({
    clause,
    heading: clause.text.headingText ? (pieces.shift() ?? []) : [],
    text: clause.text.bodyText ? (pieces.shift() ?? []) : [],
  }));
}

/** @param {Change} change */
function hasRelated({ relatedOld, relatedNew }) {
  return relatedOld.length + relatedNew.length > 0;
}

/**
 * The redline in pieces that have so many characters each on the side of `op`, with a space between two of them.
 * @param {Segment[]} redline
 * @param {number[]} lengths
 * @param {Segment[0]} op
 */
function cutAt(redline, lengths, op) {
  /** @type {Segment[][]} */
  const pieces = lengths.map(() => []);
  let place = 0;
  let left = lengths[0];
  for (const [kind, text, marking] of redline) {
    if (kind !== "=" && kind !== op) {
      pieces[place]?.push([kind, text, marking]);
      continue;
    }
    for (let rest = text; rest; ) {
      if (!left && place + 1 < lengths.length) {
        left = lengths[++place];
        rest = rest.slice(1);
        continue;
      }
      const taken = rest.slice(0, left || undefined);
      pieces[place].push([kind, taken, marking]);
      rest = rest.slice(taken.length);
      left -= Math.min(left, taken.length);
    }
  }
  return pieces.map(trimmed);
}

/** Without white space at its ends. @param {Segment[]} piece @returns {Segment[]} */
function trimmed(piece) {
  const first = piece.findIndex(([, text]) => text.trim());
  const last = piece.findLastIndex(([, text]) => text.trim());
  return piece.slice(first < 0 ? piece.length : first, last + 1).map(([op, text, marking], at, kept) => {
    const start = at ? text : text.trimStart();
    return [op, at === kept.length - 1 ? start.trimEnd() : start, marking];
  });
}

/**
 * The redline of a row of a table, cell by cell as the side of `op` has them.
 * @param {Segment[]} redline
 * @param {Segment[0]} op
 */
export function cellsOf(redline, op) {
  /** @type {Segment[][]} */
  const cells = [[]];
  for (const [kind, text, marking] of redline) {
    const pieces = kind === "=" || kind === op ? text.split(BORDER) : [text];
    pieces.forEach((piece, at) => {
      if (at) cells.push([]);
      if (piece) cells[cells.length - 1].push([kind, piece, marking]);
    });
  }
  return cells;
}
