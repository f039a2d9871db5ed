// Makes the pages of policies livelier. Whatever the site says is in the pages without it.

import { plusDays, today } from "./days.js";

/** What belongs to the page shown now; a new one when Material changes pages without loading them. */
let page = new AbortController();

/** The element that says where things are. */
const reader = () => document.getElementById("pd-reader");

/** Say in today's words when the latest edition takes effect: the page itself says what stays true. */
function tellTime() {
  for (const sentence of document.querySelectorAll(".pd-effect[data-pd-since]")) {
    const time = sentence.querySelector("time[data-pd-effective]");
    const opening = time?.previousSibling;
    if (!(sentence instanceof HTMLElement && time instanceof HTMLTimeElement && opening)) continue;
    const now = today(time.dataset.pdZone);
    const near = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
    if (time.dateTime <= now) {
      opening.textContent = sentence.dataset.pdSince ?? "";
      sentence.querySelector(".pd-until")?.remove();
    } else if (time.dateTime === plusDays(now, 1)) {
      opening.textContent = (sentence.dataset.pdShortly ?? "").replace("{when}", near.format(1, "day"));
    }
  }
}

/** Lead an address with an anchor of an earlier edition to where the clause is now, or to its own page. */
async function followOldAnchor() {
  const element = reader();
  const anchor = decodeURIComponent(location.hash.slice(1));
  if (!element || !anchor || !document.getElementById("pd-since")) return;
  const target = document.getElementById(anchor);
  const closed = target?.closest("details:not([open])");
  if (closed instanceof HTMLDetailsElement) {
    closed.open = true;
    target?.scrollIntoView();
  }
  if (target || anchor.startsWith("__")) return;
  const { load } = await import("./load.js");
  const chronicle = await load(element.dataset.pdData).catch(() => null);
  if (!chronicle) return;
  for (let number = chronicle.records.length; number > 0; number--) {
    const clause = chronicle.edition(number).find((clause) => clause.anchor === anchor);
    if (!clause) continue;
    const now = chronicle.heir(clause.key, number, chronicle.records.length);
    if (now && document.getElementById(now.anchor)) location.replace(`#${encodeURIComponent(now.anchor)}`);
    else location.assign(element.dataset.pdClause.replace("~~", encodeURIComponent(clause.key)));
    return;
  }
}

/** Open the dots of editions that do not apply yet. @param {string} day */
function openPendingDots(day) {
  for (const dot of document.querySelectorAll("[data-pd-from]")) {
    dot.classList.toggle("pd-dot-pending", (dot.getAttribute("data-pd-from") ?? "") > day);
  }
}

/** Show the buttons that print, which nothing but a script can do. @param {AbortSignal} signal */
function offerToPrint(signal) {
  for (const button of document.querySelectorAll("button.pd-print")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => print(), { signal });
  }
}

/** Close with Escape what explains a term, until the term is left (WCAG 1.4.13). @param {AbortSignal} signal */
function closeDefinitions(signal) {
  const close = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".pd-term:is(:hover, :focus)")) {
      term.classList.add("pd-dismissed");
      for (const left of ["blur", "pointerleave"]) {
        term.addEventListener(left, () => term.classList.remove("pd-dismissed"), { once: true, signal });
      }
    }
  };
  document.addEventListener("keydown", close, { signal });
}

/**
 * One term of a chapter is reached with the tab key; the arrow keys go on to the next one and back, so that a text full
 * of terms is not a text full of stops. The page says so beside a definition once this works. @param {AbortSignal} signal
 */
function walkTerms(signal) {
  const walk = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const terms = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".pd-term")]);
    const next = terms[terms.findIndex((term) => term === document.activeElement) + step];
    if (!document.activeElement?.matches(".pd-term") || !next) return;
    event.preventDefault();
    next.focus();
  };
  document.body.classList.add("pd-walks-terms");
  document.addEventListener("keydown", walk, { signal });
}

/**
 * A clause's link and citation are loaded when somebody first touches a key, or comes to the text.
 * @param {HTMLElement} element
 * @param {Element} article
 * @param {AbortSignal} signal
 */
function offerActions(element, article, signal) {
  const first = new AbortController();
  signal.addEventListener("abort", () => first.abort());
  const load = async (/** @type {Event} */ { target }) => {
    first.abort();
    const { start } = await import("./clause-actions.js");
    if (!signal.aborted) start(element, article, signal)(document.activeElement?.closest(".pd-clause") ?? target);
  };
  for (const event of ["pointerover", "focusin"]) article.addEventListener(event, load, { signal: first.signal });
  window.addEventListener("keydown", load, { signal: first.signal });
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
  openPendingDots(today(document.querySelector("[data-pd-zone]")?.getAttribute("data-pd-zone") ?? undefined));
  offerToPrint(signal);
  nameSearch();
  closeDefinitions(signal);
  walkTerms(signal);
  const element = reader();
  if (!element) return;
  const article = element.closest("article") ?? document.querySelector("main") ?? document.body;
  if (document.getElementById("pd-live-tools")) {
    import("./main-page.js").then((module) => signal.aborted || module.start(element, article, signal));
  }
  if (document.getElementById("pd-comparison")) {
    import("./compare-page.js").then((module) => signal.aborted || module.start(element, signal));
  }
  if (element.dataset.pdCite) offerActions(element, article, signal);
  followOldAnchor();
  window.addEventListener("hashchange", followOldAnchor, { signal });
}

const changes = /** @type {any} */ (window).document$;
if (changes) changes.subscribe(start);
else start();
