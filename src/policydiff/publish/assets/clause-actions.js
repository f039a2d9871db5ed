// On hover and on keyboard focus each clause offers its link and a citation, beside its history, which is in the page.

import { element, fill, inSentence } from "./dom.js";

/**
 * @param {HTMLElement} reader
 * @param {Element} article
 * @param {AbortSignal} signal
 * @param {(clause: Element) => void} quietWays of a clause that is left
 * @returns {(target: EventTarget | null) => void} shows them at a clause
 */
export function start(reader, article, signal, quietWays) {
  const said = element("p", { class: "pd-toast", role: "status" });
  article.append(said);
  const actions = element("span", { class: "pd-actions" });
  const link = /** @type {HTMLAnchorElement} */ (element("a", { class: "pd-action", href: "#" }, "¶"));
  const cite = /** @type {HTMLButtonElement} */ (element("button", { class: "pd-action", type: "button" }, "❝"));
  actions.append(link, cite);
  /** @type {Element | null} */
  let current = null;

  /** @param {EventTarget | null} target */
  function show(target) {
    const clause = target instanceof Element ? target.closest(".pd-clause") : null;
    const history = clause?.querySelector(":scope > a.pd-history");
    if (!clause || !history || clause === current || actions.querySelector(":focus-visible")) return;
    if (current) {
      quietWays(current);
      current.classList.remove("pd-current");
    }
    for (const way of clause.querySelectorAll(":scope > :is(a.pd-history, a.pd-follow)")) {
      way.removeAttribute("tabindex");
      way.removeAttribute("aria-hidden");
    }
    clause.classList.add("pd-current");
    current = clause;
    const values = { clause: nameOf(clause) };
    link.href = `#${encodeURIComponent(clause.id)}`;
    link.title = fill(reader.dataset.pdLinkTitle ?? "", values);
    link.setAttribute("aria-label", link.title);
    cite.title = fill(reader.dataset.pdCiteTitle ?? "", values);
    cite.setAttribute("aria-label", cite.title);
    (clause.querySelector(":scope > a.pd-follow") ?? history).after(actions);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let aiming;
  /** @type {EventTarget | null} */
  let next = null;
  let distance = 0;

  /**
   * On its way to the buttons of a clause a mouse crosses others, whose turn it is when it comes no nearer.
   * @param {PointerEvent} event
   */
  function aim({ type, target, pointerType, clientX, clientY }) {
    const isOver = type === "pointerover";
    if (isOver) next = target;
    const box = actions.getBoundingClientRect();
    const isSeen = current?.isConnected && box.bottom > 0 && box.top < innerHeight;
    if (pointerType !== "mouse" || !isSeen) {
      if (isOver) show(target);
      return;
    }
    if (target instanceof Node && actions.contains(target)) {
      clearTimeout(aiming);
      return;
    }
    const left = Math.hypot(clientX - box.left - box.width / 2, clientY - box.top - box.height / 2);
    if (isOver || left < distance) {
      clearTimeout(aiming);
      aiming = setTimeout(() => show(next), 300);
    }
    distance = left;
  }

  /** @param {Element} clause */
  function nameOf(clause) {
    const label = inSentence(clause.querySelector(".pd-label")?.textContent ?? "");
    if (label) return fill(reader.dataset.pdCiteClause ?? "", { label });
    const words = clause.cloneNode(true);
    if (!(words instanceof Element)) return "";
    words.querySelectorAll("a, .pd-actions").forEach((part) => part.remove());
    const text = words.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return `“${text.length > 48 ? `${text.slice(0, text.lastIndexOf(" ", 48))} …` : text}”`;
  }

  async function copyCitation() {
    if (!current) return;
    const edition = (reader.dataset.pdEdition ?? "").replace("~~", reader.dataset.pdNumber ?? "");
    const address = new URL(`${edition}#${encodeURIComponent(current.id)}`, document.baseURI);
    const citation = `${fill(reader.dataset.pdCite ?? "", { clause: nameOf(current) })}. ${address.href}`;
    try {
      await navigator.clipboard.writeText(citation);
      said.textContent = `${reader.dataset.pdCopied} ${citation}`;
    } catch {
      // Without leave to use the clipboard the citation is shown, to be copied by hand.
      said.textContent = citation;
    }
    said.classList.add("pd-toast-on");
    clearTimeout(hiding);
    hiding = setTimeout(() => said.classList.remove("pd-toast-on"), 6000);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;
  for (const event of ["focusin", "click"]) article.addEventListener(event, ({ target }) => show(target), { signal });
  for (const event of ["pointerover", "pointermove"]) {
    article.addEventListener(event, (event) => aim(/** @type {PointerEvent} */ (event)), { signal });
  }
  cite.addEventListener("click", copyCitation, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(aiming);
    clearTimeout(hiding);
    actions.remove();
    said.remove();
  });
  return show;
}
