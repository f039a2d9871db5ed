// "What applied on …?": a day gives the edition in force then, and its comparison with what applies today.

import { today } from "./days.js";
import { element } from "./dom.js";
import { editionOn, load, sayFailed } from "./load.js";
import { Wording } from "./wording.js";

/**
 * @param {HTMLElement} reader
 * @param {AbortSignal} signal
 */
export function askDay(reader, signal) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("pd-applied"));
  const day = /** @type {HTMLInputElement | null} */ (dialog?.querySelector("input"));
  const answer = dialog?.querySelector(".pd-answer");
  if (!dialog || !day || !answer) return;

  async function tell() {
    const chosen = day.value;
    if (!chosen) {
      answer.replaceChildren();
      return;
    }
    let chronicle;
    try {
      chronicle = await load(reader.dataset.pdData);
    } catch {
      if (!signal.aborted) answer.replaceChildren(sayFailed(reader));
      return;
    }
    if (signal.aborted || day.value !== chosen) return;
    const wording = new Wording(chronicle.data);
    const now = today(reader.dataset.pdZone);
    const number = editionOn(chronicle, chosen);
    if (!number) {
      answer.replaceChildren(element("p", {}, wording.say("live.no_day", { day: wording.day(chosen) })));
      return;
    }
    const name = chosen < now ? "live.applied" : chosen === now ? "live.applies" : "live.to_come";
    const said = wording.say(name, { day: wording.day(chosen), edition: wording.say("edition.inline", { number }) });
    const address = (reader.dataset.pdEdition ?? "").replace("~~", String(number));
    const links = element("p", {}, element("a", { href: address }, wording.say("live.read_it")), " ");
    const current = editionOn(chronicle, now);
    if (current && current !== number) {
      const compare = `${reader.dataset.pdCompare}?from=${number}&to=${current}`;
      links.append(element("a", { href: compare }, wording.say("live.compare_today")));
    } else if (current === number) links.append(element("span", {}, wording.say("live.same_today")));
    answer.replaceChildren(element("p", {}, said), links);
  }

  day.oninput = tell;
  dialog.showModal();
  signal.addEventListener("abort", () => dialog.close());
  tell();
}
