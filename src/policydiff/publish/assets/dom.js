// Elements, and sentences with places for values.

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} text @param {Record<string, unknown>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** @param {string} day @param {string} locale */
export function sayDay(day, locale) {
  return new Date(day).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/**
 * A sentence with elements at the place of a value. The others are filled in last: what they say is text, places and all.
 * @param {string} text
 * @param {string} name
 * @param {(Node | string)[]} inner
 * @param {Record<string, unknown>} [values]
 */
export function around(text, name, inner, values = {}) {
  const [before, after = ""] = text.split(`{${name}}`);
  return [fill(before, values), ...inner, fill(after, values)];
}

/** A label as sentences have it, without the full stops at its end. @param {string} label */
export function inSentence(label) {
  return label.replace(/\.+$/, "");
}
