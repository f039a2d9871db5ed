// Turns the text of a page into its redline against another edition, and back.

import { around, element } from "./dom.js";
import { cellsOf, partsOf } from "./parts.js";
import { isVisible, notesOn, renderRedline } from "./render.js";
import { findDepartures } from "./rows.js";

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./redline.js").Segment} Segment */
/** @typedef {{markings: string[][][], wording: import("./wording.js").Wording, undoing: (() => void)[]}} Context */

const KEPT = ".pd-alias, .pd-mark, .pd-history, .pd-follow, .pd-actions, .pd-label, .headerlink, .pd-clause, .pd-live";
const AS_BLOCK = new Set(["TABLE", "PRE", "DIV", "UL", "OL", "DL"]);

/**
 * @param {import("./comparison.js").Comparison} comparison
 * @param {string[][][]} markings
 * @param {import("./wording.js").Wording} wording
 * @returns {{steps: HTMLElement[], undo: () => void}} the changed places in order, and the way back
 */
export function showInPlace(comparison, markings, wording) {
  /** @type {Context} */
  const context = { markings, wording, undoing: [] };
  /** @type {HTMLElement[]} */
  const steps = [];
  for (const change of comparison.changes) {
    const place = change.new && document.getElementById(change.new.anchor);
    const visible = isVisible(change);
    if (!place || (!visible && change.kinds.includes("format"))) continue;
    showWords(change, context);
    const notes = notesOn(change, wording).filter((_, at) => at || !change.kinds.includes("added"));
    if (notes.length) putNote(place, notes, context);
    if (!visible) continue;
    place.classList.add("pd-live-changed");
    context.undoing.push(() => place.classList.remove("pd-live-changed"));
    steps.push(place);
  }
  /** @type {Map<Element, Element>} */
  const lastAfter = new Map();
  for (const [place, rows] of findDepartures(comparison)) {
    for (const { change } of rows) {
      const after = comparison.new[place];
      const host = after ? document.getElementById(after.anchor) : null;
      const made = change && departed(change, Boolean(host?.closest("table")), context);
      if (!made || !change) continue;
      placeDeparted(made, host, lastAfter, context);
      if (!change.new && made.isConnected) steps.push(made);
    }
  }
  const inOrder = (/** @type {Node} */ one, /** @type {Node} */ other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  return { steps: steps.sort(inOrder), undo: () => context.undoing.reverse().forEach((step) => step()) };
}

/** Show in the place of each clause what was inserted and deleted in it. @param {Change} change @param {Context} context */
function showWords(change, context) {
  const { kinds, redline } = change;
  if (redline.every(([op]) => op === "=") && !kinds.includes("split")) return;
  for (const { clause, heading, text } of partsOf(change, "new")) {
    const place = document.getElementById(clause.anchor);
    if (!place) continue;
    /** @type {Segment[]} */
    const both = heading.length && text.length ? [...heading, ["=", " ", 0], ...text] : [...heading, ...text];
    const drawn = (/** @type {Segment[]} */ redline) => renderRedline(redline, context.markings, context.wording);
    const cells = place instanceof HTMLTableRowElement ? cellsOf(both, "+") : [];
    if (place instanceof HTMLTableRowElement && cells.length === place.cells.length) {
      cells.forEach((cell, at) => cell.some(([op]) => op !== "=") && swap(place.cells[at], drawn(cell)));
    } else if (place instanceof HTMLTableRowElement || AS_BLOCK.has(place.tagName)) putBlock(place, drawn(both), context);
    else swap(place, drawn(both));
  }

  /** @param {Element} place @param {Node} words */
  function swap(place, words) {
    swapWords(place, element("span", { class: "pd-live" }, words), context.undoing);
  }
}

/** @param {Element} place @param {string[]} notes @param {Context} context */
function putNote(place, notes, context) {
  const note = element("span", { class: "pd-live pd-live-note" }, ` ${notes.join(" · ")}`);
  if (place instanceof HTMLTableRowElement) put(note, (made) => place.cells[place.cells.length - 1]?.append(made), context);
  else if (AS_BLOCK.has(place.tagName)) putBlock(place, note, context);
  else put(note, (made) => wordsHome(place).insertBefore(made, firstBlock(wordsHome(place))), context);
}

/** @param {Element} made @param {(made: Element) => void} place @param {Context} context */
function put(made, place, { undoing }) {
  place(made);
  undoing.push(() => made.remove());
}

/** Where a clause's own words stand: the element, or its first paragraph. @param {Element} place */
function wordsHome(place) {
  const first = [...place.children].find((child) => !child.matches(KEPT));
  const bare = [...place.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  return !bare && first?.tagName === "P" ? first : place;
}

/** @param {Element} home */
function firstBlock(home) {
  return [...home.children].find((child) => child.matches("ul, ol, dl, table, div, p, .pd-clause")) ?? null;
}

/** Put something in the place of a clause's own words. @param {Element} place @param {Element} made @param {(() => void)[]} undoing */
function swapWords(place, made, undoing) {
  const home = wordsHome(place);
  const own = [...home.childNodes].filter(
    (node) => !(node instanceof Element && (node.matches(KEPT) || node.querySelector(".pd-clause"))),
  );
  const marker = document.createComment("");
  if (own[0]) own[0].before(marker, made);
  else home.append(marker, made);
  if (own[0] && home.querySelector(":scope > .pd-label")) marker.after(" ");
  const space = marker.nextSibling === made ? null : marker.nextSibling;
  const away = document.createDocumentFragment();
  // Whether between the words stand other elements, such as sub-clauses, is remembered by a marker for each.
  const markers = own.map((node) => {
    const at = document.createComment("");
    node.replaceWith(at);
    away.append(node);
    return at;
  });
  undoing.push(() => {
    own.forEach((node, at) => markers[at].replaceWith(node));
    space?.remove();
    marker.remove();
    made.remove();
  });
}

/** @param {Element} place @param {Node} inside @param {Context} context */
function putBlock(place, inside, context) {
  if (place instanceof HTMLTableRowElement) put(wideRow(place, inside), (made) => place.after(made), context);
  else put(element("div", { class: "pd-live pd-live-block" }, inside), (made) => place.after(made), context);
}

/** A row of one cell. @param {HTMLTableRowElement} place @param {Node} inside */
function wideRow(place, inside) {
  return element("tr", { class: "pd-live" }, element("td", { colspan: String(place.cells.length) }, inside));
}

/**
 * What stands where a clause was removed, or moved from: its words, or where they are now.
 * @param {Change} change
 * @param {boolean} inTable
 * @param {Context} context
 */
function departed(change, inTable, { markings, wording }) {
  const { old, new: now } = change;
  if (!old) return null;
  const asRow = inTable && old.form === "row";
  if (now) {
    const link = element("a", { href: `#${encodeURIComponent(now.anchor)}` }, wording.label(now));
    const words = around(wording.say("moved_away"), "target", [link], { label: wording.label(old) });
    const inside = element("span", { class: "pd-live-note" }, ...words);
    return asRow ? element("tr", { class: "pd-live" }, element("td", {}, inside)) : element("div", { class: "pd-live" }, inside);
  }
  const note = element("span", { class: "pd-live-note" }, ` ${notesOn(change, wording).join(" · ")}`);
  if (asRow) {
    const cells = cellsOf(change.redline, "-").map((cell) => element("td", {}, renderRedline(cell, markings, wording)));
    cells[cells.length - 1].append(note);
    return element("tr", { class: "pd-live pd-live-removed" }, ...cells);
  }
  const made = element("div", { class: "pd-live pd-live-removed" });
  if (old.label) made.append(element("span", { class: "pd-label" }, old.label), " ");
  made.append(renderRedline(change.redline, markings, wording), note);
  return made;
}

/**
 * @param {HTMLElement} made
 * @param {HTMLElement | null} after
 * @param {Map<Element, Element>} lastAfter
 * @param {Context} context
 */
function placeDeparted(made, after, lastAfter, context) {
  const isRow = made instanceof HTMLTableRowElement;
  const host = (isRow ? after : (after?.closest("table") ?? after)) ?? document.querySelector(".pd-clause:not(h1)");
  if (!host) return;
  const before = lastAfter.get(host);
  lastAfter.set(host, made);
  put(
    made,
    (made) => {
      const body = isRow ? host.closest("thead")?.parentElement?.querySelector("tbody") : null;
      if (before?.parentElement) before.after(made);
      else if (!after) host.before(made);
      else if (body) body.prepend(made);
      else if (!isRow && host.matches("li, dd, dt, td, th")) host.append(made);
      else host.after(made);
    },
    context,
  );
}
