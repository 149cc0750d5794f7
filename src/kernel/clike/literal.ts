/** Numbers as languages like C write them. */

/** How a language says what has no digits. */
export interface Unwritten {
  readonly infinity: string;
  readonly nan: string;
}

/** A decimal that reads back as the same number. */
export function literal(value: number, { infinity, nan }: Unwritten): string {
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isNaN(value)) return nan;
  if (Math.abs(value) === Number.POSITIVE_INFINITY) return value > 0 ? infinity : `-${infinity}`;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
