// Leads an address with an anchor of an earlier edition to where the clause is now, or to its own page.

import { load } from "./load.js";

/** @param {HTMLElement} element that says where things are */
export async function followOldAnchor(element) {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const target = document.getElementById(anchor);
  const closed = target?.closest("details:not([open])");
  if (closed instanceof HTMLDetailsElement) {
    closed.open = true;
    target?.scrollIntoView();
  }
  if (target || anchor.startsWith("__")) return;
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
