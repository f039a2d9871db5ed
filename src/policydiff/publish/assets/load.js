// Loads the data of a policy, once for each address, when it is first needed.

import { around, element } from "./dom.js";

/** @typedef {import("./chronicle.js").Chronicle} Chronicle */

/** @type {Map<string, Promise<Chronicle>>} */
const loaded = new Map();

/** @param {string | undefined} address */
export function load(address) {
  const url = new URL(address ?? "", document.baseURI).href;
  let found = loaded.get(url);
  if (!found) {
    const data = fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${url}: ${answer.status}`))));
    found = Promise.all([data, import("./chronicle.js")]).then(([data, { Chronicle }]) => new Chronicle(data));
    found.catch(() => loaded.delete(url));
    loaded.set(url, found);
  }
  return found;
}

/** The edition that applies on a day, or 0. @param {Chronicle} chronicle @param {string} day */
export function editionOn(chronicle, day) {
  return chronicle.data.days.findLast(([from]) => from <= day)?.[1] ?? 0;
}

/** What stands in the place of an answer that needs data which did not come. @param {HTMLElement} reader */
export function sayFailed(reader) {
  const link = element("a", { href: reader.dataset.pdChanges ?? "" }, reader.dataset.pdChangesName ?? "");
  return element("p", {}, ...around(reader.dataset.pdFailed ?? "", "link", [link]));
}
