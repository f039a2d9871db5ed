// Calendar days as ISO dates.

/**
 * Today, in the time zone of the policy, as an ISO date.
 * @param {string | undefined} zone
 */
export function today(zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone || "UTC" };
  return new Intl.DateTimeFormat("en-CA", /** @type {Intl.DateTimeFormatOptions} */ (options)).format(new Date());
}
