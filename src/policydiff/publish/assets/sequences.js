// What kept its order.

/** The places of the increasing subsequence of greatest weight. @param {number[]} values @param {number[]} weights */
export function heaviestIncreasing(values, weights) {
  /** @type {[value: number, weight: number, place: number][]} */
  const tails = [];
  /** @type {number[]} */
  const before = [];
  values.forEach((value, at) => {
    let where = tails.findIndex(([other]) => other >= value);
    if (where < 0) where = tails.length;
    const weight = weights[at] + (where ? tails[where - 1][1] : 0);
    before[at] = where ? tails[where - 1][2] : -1;
    let end = where;
    while (end < tails.length && tails[end][1] <= weight) end++;
    tails.splice(where, end - where, [value, weight, at]);
  });
  const chain = new Set();
  for (let at = tails.length ? tails[tails.length - 1][2] : -1; at >= 0; at = before[at]) chain.add(at);
  return chain;
}
