/** Numbers by their digits, as coordinates of sites, lanes and ranks. */

export function product(values: readonly number[]): number {
  return values.reduce((p, v) => p * v, 1);
}

export function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/** Mixed-radix number with the first digit fastest. */
export function rank(digits: readonly number[], radices: readonly number[]): number {
  let value = 0;
  for (let k = digits.length - 1; k >= 0; k--) value = value * radices[k]! + digits[k]!;
  return value;
}

export function unrank(value: number, radices: readonly number[]): number[] {
  let rest = value;
  return radices.map(radix => {
    const digit = rest % radix;
    rest = Math.floor(rest / radix);
    return digit;
  });
}
