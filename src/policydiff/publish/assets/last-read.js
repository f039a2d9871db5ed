// "Since I last read it": on this device only, only when asked, and forgotten with one press.

import { fill, sayDay } from "./dom.js";
import { load } from "./load.js";

/**
 * @param {HTMLElement} box
 * @param {string} name under which it is kept
 * @param {HTMLElement} reader
 * @param {(number: number) => void} show shows the changes since an edition
 * @param {AbortSignal} signal
 */
export function start(box, name, reader, show, signal) {
  const words = /** @type {HTMLElement} */ (box.querySelector("span"));
  const latest = Number(reader.dataset.pdLatest);
  const button = (/** @type {string} */ what) => /** @type {HTMLButtonElement} */ (box.querySelector(`[data-pd-do="${what}"]`));

  const recall = () => {
    try {
      const [number, day] = JSON.parse(localStorage.getItem(name) ?? "[]");
      return Number.isInteger(number) && number > 0 && number <= latest && typeof day === "string" ? { number, day } : null;
    } catch {
      return null;
    }
  };

  async function tell() {
    const read = recall();
    const isOld = read !== null && read.number < latest;
    button("remember").hidden = read !== null && !isOld;
    button("forget").hidden = read === null;
    button("show").hidden = !isOld;
    words.textContent = "";
    if (!read) return;
    const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const option = document.querySelector(`#pd-since option[value="${read.number}"]`);
    const called = option?.textContent?.split(",")[0] ?? reader.dataset.pdCite?.match(/\}, ([^,]*)/)?.[1] ?? "";
    const values = { edition: called, day: sayDay(read.day, locale || "en-GB"), changes: "…" };
    words.textContent = fill(words.dataset.pdSaid ?? "", values);
    if (!isOld) return;
    const loading = Promise.all([load(reader.dataset.pdData), import("./render.js"), import("./wording.js")]);
    const found = await loading.catch(() => null);
    // Without the data it is only said what was read and when; "Show" says that it cannot.
    if (!found) return;
    const [chronicle, { isVisible }, { Wording }] = found;
    if (!chronicle.records[read.number - 1] || recall()?.number !== read.number) return;
    const count = chronicle.compare(read.number, latest).changes.filter(isVisible).length;
    const changes = new Wording(chronicle.data).count("live.clauses", count);
    words.textContent = fill(words.dataset.pdSince ?? "", { ...values, changes });
  }

  const listen = (/** @type {string} */ what, /** @type {() => void} */ act) =>
    button(what).addEventListener("click", act, { signal });
  function remember() {
    localStorage.setItem(name, JSON.stringify([latest, new Date().toISOString().slice(0, 10)]));
    tell().then(() => button("forget").focus());
  }

  listen("show", () => show(recall()?.number ?? latest));
  listen("remember", remember);
  listen("forget", () => {
    localStorage.removeItem(name);
    tell().then(() => button("remember").focus());
  });
  return { remember, tell };
}
