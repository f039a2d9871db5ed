// The page of the latest edition: changes in place, what was read last, what applied on a day.

import { fill, sayDay } from "./dom.js";
import { editionOn, load } from "./load.js";

/**
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal ends with the page
 */
export function start(reader, article, signal) {
  const tools = document.getElementById("pd-live-tools");
  if (!tools) return;
  tools.hidden = false;
  const since = sinceForm(reader, article, signal);
  lastRead(reader, since, signal);
  const ways = [...article.querySelectorAll(".pd-ways a")];
  ways
    .find((link) => link.getAttribute("href")?.endsWith("#by-day"))
    ?.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        import("./applied.js").then(({ askDay }) => askDay(reader, signal));
      },
      { signal },
    );
}

/**
 * "Show changes since …": the state is in the address.
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal
 */
function sinceForm(reader, article, signal) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("pd-since"));
  if (!form) return { show: () => {} };
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
    } catch (error) {
      console.warn(error);
      const link = document.querySelector(".pd-ways a");
      said.replaceChildren(...(link ? [link.cloneNode(true)] : []));
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

  form.addEventListener("change", () => (keepInAddress(), update()), { signal });
  edition.addEventListener("change", () => (on.checked = true), { signal });
  day.addEventListener("change", () => (on.checked = true), { signal });
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
  choose(new URLSearchParams(location.search).get("since") ?? "");
  return {
    /** @param {number} number */
    show: (number) => {
      choose(String(number));
      keepInAddress();
      form.scrollIntoView({ block: "nearest" });
    },
  };
}

/**
 * "Since I last read it": on this device only, only when asked, and forgotten with one press.
 * @param {HTMLElement} reader
 * @param {{show: (number: number) => void}} since
 * @param {AbortSignal} signal
 */
function lastRead(reader, since, signal) {
  const box = document.getElementById("pd-read");
  const words = /** @type {HTMLElement} */ (box?.querySelector("span"));
  if (!box || !words) return;
  const name = `policydiff.read:${new URL(reader.dataset.pdBase ?? "", document.baseURI).pathname}`;
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
    const [chronicle, { isVisible }, { Wording }] = await Promise.all([
      load(reader.dataset.pdData),
      import("./render.js"),
      import("./wording.js"),
    ]);
    if (!chronicle.records[read.number - 1] || recall()?.number !== read.number) return;
    const count = chronicle.compare(read.number, latest).changes.filter(isVisible).length;
    const changes = new Wording(chronicle.data).count("live.clauses", count);
    words.textContent = fill(words.dataset.pdSince ?? "", { ...values, changes });
  }

  const listen = (/** @type {string} */ what, /** @type {() => void} */ act) =>
    button(what).addEventListener("click", act, { signal });
  listen("show", () => since.show(recall()?.number ?? latest));
  listen("remember", () => {
    localStorage.setItem(name, JSON.stringify([latest, new Date().toISOString().slice(0, 10)]));
    tell().then(() => button("forget").focus());
  });
  listen("forget", () => {
    localStorage.removeItem(name);
    tell().then(() => button("remember").focus());
  });
  tell();
}
