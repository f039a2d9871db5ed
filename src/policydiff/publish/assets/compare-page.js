// Any two editions or days, compared in the browser. The choice is in the address.

import { countKinds } from "./comparison.js";
import { around, element, inSentence } from "./dom.js";
import { findKnockOn } from "./knock-on.js";
import { editionOn, load, sayFailed } from "./load.js";
import { clausesOf, partsOf } from "./parts.js";
import { notesOn, renderRedline } from "./render.js";
import { rowsOf } from "./rows.js";
import { Wording } from "./wording.js";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./chronicle.js").Clause} Clause */

/**
 * @param {HTMLElement} reader
 * @param {AbortSignal} signal
 */
export async function start(reader, signal) {
  const box = document.getElementById("pd-comparison");
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("pd-choose"));
  if (!box || !form) return;
  const head = /** @type {HTMLElement} */ (box.querySelector(".pd-result-head"));
  const redline = /** @type {HTMLElement} */ (box.querySelector(".pd-redline"));
  const rows = /** @type {HTMLElement} */ (box.querySelector(".pd-rows"));
  const affected = /** @type {HTMLElement} */ (box.querySelector(".pd-affected"));
  const sides = ["from", "to"].map((name) => ({
    name,
    edition: /** @type {HTMLSelectElement} */ (form.elements.namedItem(name)),
    day: /** @type {HTMLInputElement} */ (form.elements.namedItem(`${name}-day`)),
  }));
  box.hidden = false;

  for (const { name, edition, day } of sides) {
    const asked = new URLSearchParams(location.search).get(name) ?? "";
    if (DAY.test(asked)) [edition.value, day.value] = ["day", asked];
    else if (/^\d+$/.test(asked)) {
      if (![...edition.options].some((option) => option.value === asked)) edition.add(new Option(asked, asked));
      edition.value = asked;
    }
  }

  let turn = 0;
  async function update() {
    const mine = ++turn;
    for (const { edition, day } of sides) day.hidden = edition.value !== "day";
    if (sides.some(({ edition, day }) => edition.value === "day" && !day.value)) return;
    let chronicle;
    try {
      chronicle = await load(reader.dataset.pdData);
    } catch {
      if (mine !== turn || signal.aborted) return;
      redline.hidden = true;
      affected.hidden = true;
      head.replaceChildren(sayFailed(reader));
      return;
    }
    if (mine !== turn || signal.aborted) return;
    const wording = new Wording(chronicle.data);
    const wrong = [];
    const numbers = sides.map(({ edition, day }) => {
      const isDay = edition.value === "day";
      const number = isDay ? editionOn(chronicle, day.value) : Number(edition.value);
      if (!chronicle.records[number - 1]) {
        wrong.push(
          isDay
            ? wording.say("live.no_day", { day: wording.day(day.value) })
            : wording.say("live.no_edition", { number: edition.value }),
        );
      }
      return number;
    });
    redline.hidden = true;
    affected.hidden = true;
    rows.replaceChildren();
    const [old, now] = numbers;
    if (wrong.length) {
      head.replaceChildren(...wrong.map((words) => element("p", {}, words)));
      return;
    }
    if (old === now) {
      head.replaceChildren(element("p", {}, wording.say("live.same", { edition: wording.say("edition.inline", { number: now }) })));
      return;
    }
    const comparison = chronicle.compare(old, now);
    const counts = Object.entries(countKinds(comparison)).filter(([, n]) => n);
    head.replaceChildren(
      element(
        "p",
        { class: "pd-lead-edition" },
        element(
          "strong",
          {},
          wording.say("live.against", {
            new: wording.say("edition", { number: now }),
            old: wording.say("edition.inline", { number: old }),
          }),
        ),
      ),
      ...[old, now].map((number) => element("p", { class: "pd-small" }, side(chronicle, number, wording))),
      element("p", { class: "pd-counts" }, ...counts.map(([kind, n]) => element("span", {}, wording.count(`count.${kind}`, n)))),
    );
    redline.querySelectorAll(".pd-sides-head > p").forEach((column, at) => {
      column.textContent = wording.say("edition", { number: at ? now : old });
    });
    const context = { reader, wording, markings: chronicle.data.markings, numbers: [old, now] };
    rows.append(...rowsOf(comparison).map((row) => renderRow(row, context)));
    const lines = stateAffected(findKnockOn(comparison, chronicle.data.terms), context);
    affected.querySelector("ul")?.replaceChildren(...lines.map((line) => element("li", {}, ...line)));
    affected.hidden = !lines.length;
    redline.hidden = false;
  }

  function keepInAddress() {
    const address = new URL(location.href);
    for (const { name, edition, day } of sides) {
      address.searchParams.set(name, edition.value === "day" ? day.value : edition.value);
    }
    history.replaceState(history.state, "", address);
  }

  const onChange = () => {
    for (const { edition, day } of sides) day.hidden = edition.value !== "day";
    if (sides.some(({ edition, day }) => edition.value === "day" && !day.value)) return;
    keepInAddress();
    update();
  };
  form.addEventListener("change", onChange, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.querySelector("[data-pd-do=swap]")?.addEventListener(
    "click",
    () => {
      const [one, other] = sides;
      [one.edition.value, other.edition.value] = [other.edition.value, one.edition.value];
      [one.day.value, other.day.value] = [other.day.value, one.day.value];
      onChange();
    },
    { signal },
  );
  await update();
}

/**
 * @param {import("./chronicle.js").Chronicle} chronicle
 * @param {number} number
 * @param {Wording} wording
 */
function side(chronicle, number, wording) {
  const { posted, applies } = chronicle.data.names[number - 1];
  return `${wording.say("edition", { number })}: ${wording.say("posted", { day: posted })}, ${applies}`;
}

/**
 * @typedef {object} Context
 * @property {HTMLElement} reader
 * @property {Wording} wording
 * @property {string[][][]} markings
 * @property {number[]} numbers
 */

/** @param {import("./rows.js").Row} row @param {Context} context */
function renderRow(row, context) {
  if (row.form === "renumbered") return renumberedRow(row.run, context);
  if (row.form === "moved away") return movedRow(/** @type {Change} */ (row.change), context);
  if (row.change) return changeRow(row.change, context);
  return keptRow(row.clause, row.form === "context" ? "context" : "kept");
}

/** @param {string} label */
function printed(label) {
  return label ? [element("span", { class: "pd-label" }, label), " "] : [];
}

/** @param {Clause} clause @param {"kept" | "context"} form */
function keptRow(clause, form) {
  const { headingText, bodyText } = clause.text;
  const row = element("div", { class: `pd-row pd-row-${form}` });
  const asTitle = form === "context" ? { role: "heading", "aria-level": "2" } : {};
  if (headingText) row.append(element("p", { class: "pd-row-heading", ...asTitle }, ...printed(clause.label), headingText));
  if (bodyText) row.append(element("p", { class: "pd-kept-text" }, ...(headingText ? [] : printed(clause.label)), bodyText));
  return row;
}

/** @param {Change[]} run @param {Context} context */
function renumberedRow(run, { wording }) {
  const labels = (/** @type {"old" | "new"} */ which) => run.map((change) => inSentence(change[which]?.label ?? ""));
  const [was, now] = [labels("old"), labels("new")];
  const [first] = run;
  const words =
    run.length > 1
      ? wording.say("renumbered.run", { now: `${now[0]}–${now.at(-1)}`, was: `${was[0]}–${was.at(-1)}` })
      : [first.new && wording.label(first.new), ...notesOn(first, wording)].join(" ");
  return element("div", { class: "pd-row pd-row-renumbered" }, element("p", { class: "pd-quiet" }, words));
}

/** Where a clause stood that is elsewhere now. @param {Change} change @param {Context} context */
function movedRow({ old, new: now }, { wording }) {
  if (!old || !now) return "";
  const link = element("a", { href: `#${encodeURIComponent(now.anchor)}` }, wording.label(now));
  const words = around(wording.say("moved_away"), "target", [link], { label: wording.label(old) });
  return element("div", { class: "pd-row pd-row-moved-away" }, element("p", { class: "pd-quiet" }, ...words));
}

/** @param {Change} change @param {Context} context */
function changeRow(change, context) {
  const { reader, wording, markings } = context;
  const clause = /** @type {Clause} */ (change.new ?? change.old);
  const row = element("div", { class: `pd-row pd-row-change ${change.kinds.map((kind) => `pd-${kind}`).join(" ")}` });
  row.id = change.new ? clause.anchor : `old-${clause.anchor}`;
  const notes = notesOn(change, wording);
  if (notes.length) row.append(element("p", { class: "pd-row-notes" }, ...notes.flatMap((note) => [element("span", {}, note), " "])));
  const words = (/** @type {"old" | "new"} */ side, /** @type {string[]} */ ops) =>
    partsOf(change, side).flatMap(({ clause, heading, text }) => {
      const shown = (/** @type {import("./redline.js").Segment[]} */ redline) =>
        renderRedline(
          redline.filter(([op]) => ops.includes(op)),
          markings,
          wording,
        );
      const label = printed(clause.label);
      return [
        ...(heading.length ? [element("p", { class: "pd-row-heading" }, ...label, shown(heading))] : []),
        ...(text.length ? [element("p", {}, ...(heading.length ? [] : label), shown(text))] : []),
      ];
    });
  const hasWordsNow = clausesOf(change, "new").some(({ text }) => text.words);
  row.append(element("div", { class: "pd-inline" }, ...words(hasWordsNow || !change.old ? "new" : "old", ["=", "+", "-"])));
  const half = (/** @type {"old" | "new"} */ which, /** @type {string} */ op) =>
    element(
      "div",
      { class: `pd-side pd-side-${which}` },
      element("p", { class: "pd-sr" }, wording.say(`side.${which}`)),
      ...words(which, ["=", op]),
    );
  row.append(element("div", { class: "pd-sides" }, half("old", "-"), half("new", "+")));
  const history = (reader.dataset.pdClause ?? "").replace("~~", encodeURIComponent(clause.key));
  const called = { clause: wording.called(clause) };
  const named = (/** @type {string} */ words, /** @type {string} */ name, /** @type {string} */ href) =>
    element("a", { href, "aria-label": wording.say(name, called) }, wording.say(words));
  row.append(
    element(
      "p",
      { class: "pd-tools" },
      named("in_full", "in_full.of", inEdition(clause, change.new ? 1 : 0, context)),
      " ",
      named("history.short", "history", history),
    ),
  );
  return row;
}

/**
 * A line for each reference to something that changed, and one for all clauses that use a changed term; as the static
 * pages say it (`policydiff.publish.affected`).
 * @param {import("./knock-on.js").KnockOn[]} found
 * @param {Context} context
 * @returns {(Node | string)[][]}
 */
function stateAffected(found, context) {
  const { wording } = context;
  const linked = (/** @type {Clause} */ clause) => element("a", { href: inEdition(clause, 1, context) }, wording.shortName(clause));
  /** @type {Map<string, (Node | string)[]>} */
  const references = new Map();
  /** @type {Map<string, Map<string, Node>>} */
  const terms = new Map();
  for (const { clause, kind, about } of found) {
    if (kind === "reference") {
      const line = around(wording.say("affected.reference"), "clause", [linked(clause)], { about });
      references.set(JSON.stringify([clause.anchor, about]), line);
    } else terms.set(about, (terms.get(about) ?? new Map()).set(clause.anchor, linked(clause)));
  }
  const uses = [...terms].map(([term, users]) => {
    const links = [...users.values()].flatMap((link, at) => (at ? [", ", link] : [link]));
    return around(wording.say("affected.term"), "clauses", links, { term });
  });
  return [...references.values(), ...uses];
}

/** Where a clause stands in the full text of one of both editions. @param {Clause} clause @param {0 | 1} side @param {Context} context */
function inEdition({ anchor }, side, { reader, numbers }) {
  const edition = (reader.dataset.pdEdition ?? "").replace("~~", String(numbers[side]));
  return `${edition}#${encodeURIComponent(anchor)}`;
}
