// The page of the latest edition: what answers a reader is loaded when it is asked for.

/**
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal ends with the page
 */
export function start(reader, article, signal) {
  const tools = document.getElementById("pd-live-tools");
  if (!tools) return;
  tools.hidden = false;
  const since = offerChanges(reader, article, signal);
  offerToRemember(reader, since, signal);
  const applied = [...article.querySelectorAll(".pd-ways a")].find((link) => link.getAttribute("href")?.endsWith("#by-day"));
  applied?.addEventListener(
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
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal
 */
function offerChanges(reader, article, signal) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("pd-since"));
  /** @type {Promise<ReturnType<typeof import("./since.js").start>> | undefined} */
  let started;
  const load = () => {
    started ??= import("./since.js").then(({ start }) => start(/** @type {HTMLFormElement} */ (form), reader, article, signal));
    return started;
  };
  const state = new URLSearchParams(location.search).get("since");
  if (form && state) load().then(({ choose }) => choose(state));
  form?.addEventListener("change", ({ target }) => started ?? load().then(({ change }) => change(target)), { signal });
  form?.addEventListener("submit", (event) => event.preventDefault(), { signal });
  return load;
}

/**
 * @param {HTMLElement} reader
 * @param {ReturnType<typeof offerChanges>} since
 * @param {AbortSignal} signal
 */
function offerToRemember(reader, since, signal) {
  const box = document.getElementById("pd-read");
  const button = box?.querySelector("[data-pd-do=remember]");
  if (!box || !(button instanceof HTMLButtonElement)) return;
  const name = `policydiff.read:${new URL(reader.dataset.pdBase ?? "", document.baseURI).pathname}`;
  const show = (/** @type {number} */ number) => since().then((started) => started.show(number));
  const load = () => import("./last-read.js").then(({ start }) => start(box, name, reader, show, signal));
  try {
    if (localStorage.getItem(name) !== null) {
      load().then(({ tell }) => tell());
      return;
    }
  } catch {
    // Where the browser keeps nothing for a site, nothing is offered.
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => load().then(({ remember }) => remember()), { once: true, signal });
}
