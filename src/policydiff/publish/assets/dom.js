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
 * A sentence with elements at the place of a value.
 * @param {string} text
 * @param {string} name
 * @param {(Node | string)[]} inner
 */
export function around(text, name, ...inner) {
  const [before, ...after] = text.split(`{${name}}`);
  return [before, ...inner, after.join("")];
}
