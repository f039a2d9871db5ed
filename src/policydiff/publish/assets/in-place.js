// Turns the text of a page into its redline against another edition, and back.

import { element } from "./dom.js";
import { isVisible, notesOn, renderRedline } from "./render.js";

const KEPT = ".pd-alias, .pd-mark, .pd-history, .pd-follow, .pd-actions, .pd-label, .headerlink, .pd-clause, .pd-live";
const AS_BLOCK = new Set(["TR", "TABLE", "PRE", "DIV", "UL", "OL", "DL"]);

/**
 * @param {import("./comparison.js").Comparison} comparison
 * @param {string[][][]} markings
 * @param {import("./wording.js").Wording} wording
 * @returns {{steps: HTMLElement[], undo: () => void}} the changed places in order, and the way back
 */
export function showInPlace(comparison, markings, wording) {
  /** @type {(() => void)[]} */
  const undoing = [];
  /** @type {HTMLElement[]} */
  const steps = [];
  /** @type {Map<Element, Element>} */
  const lastAfter = new Map();
  const put = (/** @type {Element} */ made, /** @type {(made: Element) => void} */ place) => {
    place(made);
    undoing.push(() => made.remove());
  };
  for (const change of comparison.changes) {
    const visible = isVisible(change);
    if (!visible && change.kinds.includes("format")) continue;
    const notes = notesOn(change, wording).filter((_, at) => at || !change.kinds.includes("added"));
    if (!change.new) {
      const removed = removedClause(change, notes, markings, wording);
      placeRemoved(removed, comparison.new[change.after], lastAfter, put);
      steps.push(removed);
      continue;
    }
    const place = document.getElementById(change.new.anchor);
    if (!place) continue;
    const hasWords = change.redline.some(([op]) => op !== "=");
    const added = change.kinds.includes("added");
    if (hasWords || change.kinds.includes("split") || change.kinds.includes("merged")) {
      const redline = renderRedline(change.redline, markings, wording);
      if (AS_BLOCK.has(place.tagName)) putBlock(place, redline, put);
      else swapWords(place, element("span", { class: "pd-live" }, redline), undoing);
      for (const part of change.relatedNew) {
        const other = document.getElementById(part.anchor);
        const words = wording.say("live.shown_at", { label: wording.label(change.new) });
        if (other && !AS_BLOCK.has(other.tagName)) swapWords(other, element("span", { class: "pd-live pd-quiet" }, words), undoing);
      }
    }
    if (notes.length && !added) {
      const note = element("span", { class: "pd-live pd-live-note" }, ` ${notes.join(" · ")}`);
      if (AS_BLOCK.has(place.tagName)) putBlock(place, note, put);
      else put(note, (made) => wordsHome(place).insertBefore(made, firstBlock(wordsHome(place))));
    }
    if (visible) {
      place.classList.add("pd-live-changed");
      undoing.push(() => place.classList.remove("pd-live-changed"));
      steps.push(place);
    }
  }
  return { steps, undo: () => undoing.reverse().forEach((step) => step()) };
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
  const label = home.querySelector(":scope > .pd-label");
  if (label && own[0] === label.nextSibling) marker.after(" ");
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

/** @param {Element} place @param {Node} inside @param {(made: Element, at: (made: Element) => void) => void} put */
function putBlock(place, inside, put) {
  if (place.tagName === "TR") {
    const cell = element("td", { colspan: String(place.children.length) }, inside);
    put(element("tr", { class: "pd-live" }, cell), (made) => place.after(made));
  } else put(element("div", { class: "pd-live pd-live-block" }, inside), (made) => place.after(made));
}

/**
 * @param {import("./comparison.js").Change} change
 * @param {string[]} notes
 * @param {string[][][]} markings
 * @param {import("./wording.js").Wording} wording
 */
function removedClause(change, notes, markings, wording) {
  const made = element("div", { class: "pd-live pd-live-removed" });
  if (change.old?.label) made.append(element("span", { class: "pd-label" }, change.old.label), " ");
  made.append(renderRedline(change.redline, markings, wording));
  made.append(element("span", { class: "pd-live-note" }, ` ${notes.join(" · ")}`));
  return made;
}

/**
 * @param {HTMLElement} removed
 * @param {import("./comparison.js").Clause | undefined} after
 * @param {Map<Element, Element>} lastAfter
 * @param {(made: Element, at: (made: Element) => void) => void} put
 */
function placeRemoved(removed, after, lastAfter, put) {
  const anchor = after && document.getElementById(after.anchor);
  const first = document.querySelector(".pd-clause:not(h1)");
  const host = anchor?.closest("table") ?? anchor ?? first;
  if (!host) return;
  const before = lastAfter.get(host);
  lastAfter.set(host, removed);
  put(removed, (made) => {
    if (before) before.after(made);
    else if (!anchor) host.before(made);
    else if (host.matches("li, dd, dt, td, th")) host.append(made);
    else host.after(made);
  });
}
