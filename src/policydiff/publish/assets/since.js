// "Show changes since …": the page itself becomes a redline, and the state is in the address.

import { editionOn, load, sayFailed } from "./load.js";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal
 */
export function start(form, reader, article, signal) {
  const on = /** @type {HTMLInputElement} */ (form.elements.namedItem("on"));
  const edition = /** @type {HTMLSelectElement} */ (form.elements.namedItem("since"));
  const day = /** @type {HTMLInputElement} */ (form.elements.namedItem("day"));
  const steps = /** @type {HTMLElement} */ (form.querySelector(".pd-steps"));
  const said = /** @type {HTMLElement} */ (form.querySelector("output"));
  const latest = Number(reader.dataset.pdLatest);
  /** @type {{steps: HTMLElement[], undo: () => void} | null} */
  let shown = null;
  let at = -1;
  let turn = 0;
  /** @type {import("./wording.js").Wording | null} */
  let wording = null;

  async function update() {
    const mine = ++turn;
    day.hidden = edition.value !== "day";
    if (!on.checked) {
      say("");
      clear();
      return;
    }
    if (edition.value === "day" && !day.value) return;
    try {
      const chronicle = await load(reader.dataset.pdData);
      const [{ showInPlace }, { isVisible }, { Wording }] = await Promise.all([
        import("./in-place.js"),
        import("./render.js"),
        import("./wording.js"),
      ]);
      if (mine !== turn || signal.aborted) return;
      clear();
      wording = new Wording(chronicle.data);
      const number = edition.value === "day" ? editionOn(chronicle, day.value) : Number(edition.value);
      if (!chronicle.records[number - 1]) {
        say(
          edition.value === "day"
            ? wording.say("live.no_day", { day: wording.day(day.value) })
            : wording.say("live.no_edition", { number: edition.value }),
        );
        return;
      }
      const comparison = chronicle.compare(number, latest);
      shown = showInPlace(comparison, chronicle.data.markings, wording);
      at = -1;
      article.classList.add("pd-since-on");
      steps.hidden = !shown.steps.length;
      const count = comparison.changes.filter(isVisible).length;
      say(count ? wording.count("live.count", count) : wording.say("live.none"));
    } catch {
      if (mine !== turn || signal.aborted) return;
      clear();
      on.checked = false;
      said.replaceChildren(...sayFailed(reader).childNodes);
    }
  }

  /** @param {string} words */
  function say(words) {
    said.textContent = words;
  }

  function clear() {
    shown?.undo();
    shown = null;
    steps.hidden = true;
    article.classList.remove("pd-since-on");
  }

  function keepInAddress() {
    const address = new URL(location.href);
    const state = on.checked ? (edition.value === "day" ? day.value : edition.value) : "";
    if (state) address.searchParams.set("since", state);
    else address.searchParams.delete("since");
    history.replaceState(history.state, "", address);
  }

  /** @param {number} by */
  function step(by) {
    if (!shown?.steps.length || !wording) return;
    const total = shown.steps.length;
    at = at < 0 && by < 0 ? total - 1 : (at + by + total) % total;
    const place = shown.steps[at];
    if (!place.hasAttribute("tabindex")) {
      place.tabIndex = -1;
      place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
    }
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    say(wording.say("live.step", { n: at + 1, total }));
  }

  /** @param {string} state */
  function choose(state) {
    on.checked = Boolean(state);
    if (/^\d{4}-\d\d-\d\d$/.test(state)) {
      edition.value = "day";
      day.value = state;
    } else if (state) {
      if (![...edition.options].some((option) => option.value === state)) {
        edition.add(new Option(state, state), edition.options[0]);
      }
      edition.value = state;
    }
    return update();
  }

  /** @param {EventTarget | null} control */
  function change(control) {
    if (control !== on) on.checked = true;
    keepInAddress();
    return update();
  }

  form.addEventListener("change", ({ target }) => change(target), { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  for (const button of form.querySelectorAll("[data-pd-step]")) {
    button.addEventListener("click", () => step(Number(button.getAttribute("data-pd-step"))), { signal });
  }
  window.addEventListener(
    "keydown",
    (event) => {
      if (!shown || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key) || event.target === edition) return;
      event.preventDefault();
      step(event.key === "ArrowUp" ? -1 : 1);
    },
    { signal },
  );
  signal.addEventListener("abort", clear);
  return {
    change,
    choose,
    /** @param {number} number */
    show: (number) => {
      choose(String(number));
      keepInAddress();
      form.scrollIntoView({ block: "nearest" });
    },
  };
}
