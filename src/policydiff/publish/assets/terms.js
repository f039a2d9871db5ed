// What explains a term of the text: Escape closes it, and the arrow keys lead from term to term.

/** @param {AbortSignal} signal ends with the page */
export function start(signal) {
  closeDefinitions(signal);
  walkTerms(signal);
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
