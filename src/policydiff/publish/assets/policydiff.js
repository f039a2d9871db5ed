// Makes the pages of policies livelier. Whatever the site says is in the pages without it.

/** What belongs to the page shown now; a new one when Material changes pages without loading them. */
let page = new AbortController();

/**
 * Whether a day has come in a time zone. Most have everywhere, or nowhere: only else the zone is looked up.
 * @param {string} day an ISO date
 * @param {string | null | undefined} zone
 */
async function hasCome(day, zone) {
  const now = new Date().toISOString().slice(0, 10);
  if (day < now || day > dayAfter(now, 1)) return day < now;
  const { today } = await import("./days.js");
  return day <= today(zone ?? undefined);
}

/** @param {string} day @param {number} days */
function dayAfter(day, days) {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Say in today's words when the latest edition takes effect: the page itself says what stays true. */
async function tellTime() {
  for (const sentence of document.querySelectorAll(".pd-effect[data-pd-since]")) {
    const time = sentence.querySelector("time[data-pd-effective]");
    const opening = time?.previousSibling;
    if (!(sentence instanceof HTMLElement && time instanceof HTMLTimeElement && opening)) continue;
    const { pdZone } = time.dataset;
    if (await hasCome(time.dateTime, pdZone)) {
      opening.textContent = sentence.dataset.pdSince ?? "";
      sentence.querySelector(".pd-until")?.remove();
    } else if (await hasCome(dayAfter(time.dateTime, -1), pdZone)) {
      const near = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
      opening.textContent = (sentence.dataset.pdShortly ?? "").replace("{when}", near.format(1, "day"));
    }
  }
}

/** Open the dots of editions that do not apply yet. */
async function openPendingDots() {
  const zone = document.querySelector("[data-pd-zone]")?.getAttribute("data-pd-zone");
  for (const dot of document.querySelectorAll("[data-pd-from]")) {
    dot.classList.toggle("pd-dot-pending", !(await hasCome(dot.getAttribute("data-pd-from") ?? "", zone)));
  }
}

/** Show the buttons that print, which nothing but a script can do. @param {AbortSignal} signal */
function offerToPrint(signal) {
  for (const button of document.querySelectorAll("button.pd-print")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => print(), { signal });
  }
}

/**
 * What a text offers at its clauses and terms is loaded when somebody first touches a key, or comes to the text.
 * @param {HTMLElement} element
 * @param {Element} article
 * @param {AbortSignal} signal
 */
function offerActions(element, article, signal) {
  const first = new AbortController();
  signal.addEventListener("abort", () => first.abort());
  const load = async (/** @type {Event} */ { target }) => {
    first.abort();
    const [actions, terms] = await Promise.all([import("./clause-actions.js"), import("./terms.js")]);
    if (signal.aborted) return;
    terms.start(signal);
    actions.start(element, article, signal, quietWays)(document.activeElement?.closest(".pd-clause") ?? target);
  };
  for (const event of ["pointerover", "focusin"]) article.addEventListener(event, load, { signal: first.signal });
  window.addEventListener("keydown", load, { signal: first.signal });
}

/**
 * The page of the latest edition: what answers a reader is loaded when it is asked for.
 * @param {HTMLElement} tools
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal ends with the page
 */
function offerTools(tools, reader, article, signal) {
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

/**
 * Whoever hears the page, or walks it with the tab key, finds the ways of a clause behind its number when they are
 * there, and not at every clause on the way. @param {Element} part of the text
 */
function quietWays(part) {
  for (const way of part.querySelectorAll(".pd-label ~ :is(a.pd-history, a.pd-follow)")) {
    way.setAttribute("tabindex", "-1");
    way.setAttribute("aria-hidden", "true");
  }
}

/** Material gives its search the role of a dialog, but no name. */
function nameSearch() {
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const label = search?.querySelector("input")?.getAttribute("aria-label");
  if (search && label) search.setAttribute("aria-label", label);
}

function start() {
  page.abort();
  page = new AbortController();
  const { signal } = page;
  tellTime();
  openPendingDots();
  offerToPrint(signal);
  nameSearch();
  const element = document.getElementById("pd-reader");
  if (!element) return;
  const article = element.closest("article") ?? document.querySelector("main") ?? document.body;
  const tools = document.getElementById("pd-live-tools");
  if (tools) offerTools(tools, element, article, signal);
  if (document.getElementById("pd-comparison")) {
    import("./compare-page.js").then((module) => signal.aborted || module.start(element, signal));
  }
  if (element.dataset.pdCite) {
    quietWays(article);
    offerActions(element, article, signal);
  }
  const follow = () => {
    if (location.hash.length > 1 && document.getElementById("pd-since")) {
      import("./old-anchors.js").then(({ followOldAnchor }) => followOldAnchor(element));
    }
  };
  follow();
  window.addEventListener("hashchange", follow, { signal });
}

const changes = /** @type {any} */ (window).document$;
if (changes) changes.subscribe(start);
else start();
