// Any two editions or days, compared in the browser. The choice is in the address.

import { countKinds } from "./comparison.js";
import { element } from "./dom.js";
import { editionOn, load } from "./load.js";
import { isVisible, notesOn, renderRedline } from "./render.js";
import { Wording } from "./wording.js";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @typedef {import("./comparison.js").Change} Change */
/** @typedef {import("./comparison.js").Clause} Clause */

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
    const chronicle = await load(reader.dataset.pdData);
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
      element("p", { class: "pd-small" }, [old, now].map((number) => side(chronicle, number, wording)).join("; ")),
      element("p", { class: "pd-counts" }, ...counts.map(([kind, n]) => element("span", {}, wording.count(`count.${kind}`, n)))),
    );
    rows.append(...renderRows(comparison, { reader, wording, markings: chronicle.data.markings, numbers: [old, now] }));
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
 * @param {import("./comparison.js").Chronicle} chronicle
 * @param {number} number
 * @param {Wording} wording
 */
function side(chronicle, number, wording) {
  const { posted, applies } = chronicle.data.names[number - 1];
  return `${wording.say("edition.inline", { number })}: ${posted}, ${applies}`;
}

/**
 * @typedef {object} Context
 * @property {HTMLElement} reader
 * @property {Wording} wording
 * @property {string[][][]} markings
 * @property {number[]} numbers
 */

/**
 * All rows of the whole text; of those that did not change only the headings above a change are shown at first.
 * @param {import("./comparison.js").Comparison} comparison
 * @param {Context} context
 */
function renderRows(comparison, context) {
  const changeAt = new Map(comparison.changes.filter((change) => change.new).map((change) => [change.new?.place, change]));
  const removedAfter = groupByAfter(comparison.changes);
  const above = new Set();
  for (const change of comparison.changes.filter(isVisible)) {
    for (let at = change.new ? change.new.parent : change.after; at >= 0; at = comparison.new[at].parent) above.add(at);
  }
  const rows = (removedAfter.get(-1) ?? []).map((change) => changeRow(change, context));
  /** @type {Change[]} */
  let run = [];
  const endRun = () => {
    if (run.length) rows.push(renumberedRow(run, context));
    run = [];
  };
  for (const clause of comparison.new) {
    const change = changeAt.get(clause.place);
    const isQuiet = change?.kinds.length === 1 && change.kinds[0] === "renumbered";
    if (!(isQuiet && run.length && run[0].new?.parent === clause.parent)) endRun();
    if (isQuiet && !above.has(clause.place)) run.push(/** @type {Change} */ (change));
    else if (change) rows.push(changeRow(change, context));
    else rows.push(keptRow(clause, above.has(clause.place) ? "context" : "kept"));
    const removed = removedAfter.get(clause.place) ?? [];
    if (removed.length) endRun();
    rows.push(...removed.map((change) => changeRow(change, context)));
  }
  endRun();
  return rows;
}

/** @param {Change[]} changes */
function groupByAfter(changes) {
  /** @type {Map<number, Change[]>} */
  const found = new Map();
  for (const change of changes) {
    if (!change.new) found.set(change.after, [...(found.get(change.after) ?? []), change]);
  }
  return found;
}

/** @param {string} label */
function printed(label) {
  return label ? [element("span", { class: "pd-label" }, label), " "] : [];
}

/** @param {Clause} clause @param {"kept" | "context"} form */
function keptRow(clause, form) {
  const { headingText, bodyText } = clause.text;
  const row = element("div", { class: `pd-row pd-row-${form}` });
  if (headingText) row.append(element("p", { class: "pd-row-heading" }, ...printed(clause.label), headingText));
  if (bodyText) row.append(element("p", { class: "pd-kept-text" }, ...(headingText ? [] : printed(clause.label)), bodyText));
  return row;
}

/** @param {Change[]} run @param {Context} context */
function renumberedRow(run, { wording }) {
  const labels = (/** @type {"old" | "new"} */ which) => run.map((change) => change[which]?.label.replace(/\.+$/, "") ?? "");
  const [was, now] = [labels("old"), labels("new")];
  const [first] = run;
  const words =
    run.length > 1
      ? wording.say("renumbered.run", { now: `${now[0]}–${now.at(-1)}`, was: `${was[0]}–${was.at(-1)}` })
      : [first.new && wording.label(first.new), ...notesOn(first, wording)].join(" ");
  return element("div", { class: "pd-row pd-row-renumbered" }, element("p", { class: "pd-quiet" }, words));
}

/** @param {Change} change @param {Context} context */
function changeRow(change, { reader, wording, markings, numbers }) {
  const clause = /** @type {Clause} */ (change.new ?? change.old);
  const row = element("div", { class: `pd-row pd-row-change ${change.kinds.map((kind) => `pd-${kind}`).join(" ")}` });
  const notes = notesOn(change, wording);
  if (notes.length) row.append(element("p", { class: "pd-row-notes" }, ...notes.flatMap((note) => [element("span", {}, note), " "])));
  const isHeading = Boolean(clause.text.headingText && !clause.text.bodyText);
  const words = (/** @type {string[]} */ ops, /** @type {string} */ label) =>
    element(
      "p",
      isHeading ? { class: "pd-row-heading" } : {},
      ...printed(label),
      renderRedline(
        change.redline.filter(([op]) => ops.includes(op)),
        markings,
        wording,
      ),
    );
  row.append(element("div", { class: "pd-inline" }, words(["=", "+", "-"], clause.label)));
  const half = (/** @type {"old" | "new"} */ which, /** @type {string} */ op) =>
    element(
      "div",
      { class: `pd-side pd-side-${which}` },
      element("p", { class: "pd-sr" }, wording.say(`side.${which}`)),
      ...(change[which] ? [words(["=", op], change[which].label)] : []),
    );
  row.append(element("div", { class: "pd-sides" }, half("old", "-"), half("new", "+")));
  const edition = (reader.dataset.pdEdition ?? "").replace("~~", String(numbers[change.new ? 1 : 0]));
  const history = (reader.dataset.pdClause ?? "").replace("~~", encodeURIComponent(clause.key));
  row.append(
    element(
      "p",
      { class: "pd-tools" },
      element("a", { href: `${edition}#${encodeURIComponent(clause.anchor)}` }, wording.say("in_full")),
      " ",
      element("a", { href: history }, wording.say("history.short")),
    ),
  );
  return row;
}
