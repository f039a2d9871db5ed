// Says things in the language of the site, from the catalogue that the build wrote.

import { fill, inSentence, sayDay } from "./dom.js";

export class Wording {
  /** @param {{language: string, words: Record<string, string>}} data */
  constructor({ language, words }) {
    this.language = language;
    this.words = words;
    this.plural = new Intl.PluralRules(language);
    // Plain English is the international one, which puts the day before the month, as on the static pages.
    this.locale = language === "en" ? "en-GB" : language;
  }

  /** @param {string} name @param {Record<string, unknown>} [values] */
  say(name, values = {}) {
    return fill(this.words[name] ?? name, values);
  }

  /** An entry that has a number, in the right plural form. @param {string} name @param {number} n */
  count(name, n) {
    const form = `${name}.${this.plural.select(n)}`;
    return this.say(form in this.words ? form : `${name}.other` in this.words ? `${name}.other` : name, { n });
  }

  /** `a, b and c`. @param {string[]} names */
  join(names) {
    return new Intl.ListFormat(this.locale).format(names);
  }

  /** @param {string} day an ISO date */
  day(day) {
    return sayDay(day, this.locale);
  }

  /** How a sentence names a clause: by its label, or its first words. @param {import("./chronicle.js").Clause} clause */
  label(clause) {
    return inSentence(clause.label) || `“${this.shortName(clause, 32)}”`;
  }

  /** How the name of a link says which clause it is about. @param {import("./chronicle.js").Clause} clause */
  called(clause) {
    return clause.label ? this.say("clause", { label: this.label(clause) }) : this.label(clause);
  }

  /** Label and heading, or first words. @param {import("./chronicle.js").Clause} clause @param {number} [length] */
  shortName({ label, text }, length = 44) {
    return [inSentence(label), firstWords(text.headingText || text.bodyText, length)].filter(Boolean).join(" ");
  }
}

/** Words cut at a word, as on the static pages. @param {string} words @param {number} length */
function firstWords(words, length) {
  const characters = [...words];
  if (characters.length <= length) return words;
  const end = characters.lastIndexOf(" ", length - 1);
  return `${characters.slice(0, end < 0 ? length : end).join("").replace(/[\s,;:–-]+$/, "")} …`;
}
