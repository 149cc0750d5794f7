/** A named number, or a power of it: `kappa^-1`, `mass.wilsonPion^2`. */
import { InputError } from '../../runfile/input/problem.ts';

export interface Quantity {
  readonly text: string;
  readonly name: string;
  readonly power: number;
}

/** @throws InputError for a power that is no number, or 0 */
export function quantityOf(text: string): Quantity {
  const [, name, exponent] = /^(.*?)(?:\^([^^]*))?$/s.exec(text.trim())!;
  const power = exponent === undefined ? 1 : Number(exponent === '' ? Number.NaN : exponent);
  if (name !== '' && Number.isFinite(power) && power !== 0) return { text: text.trim(), name, power };
  throw new InputError([`${JSON.stringify(text)} is no quantity; expected a name, or a power of it such as kappa^-1.`]);
}

/** The power, and its error from that of the number. */
export function transformed({ power }: Quantity, value: number, error = 0): [value: number, error: number] {
  if (power === 1) return [value, error];
  return [value ** power, Math.abs(power * value ** (power - 1)) * error];
}
