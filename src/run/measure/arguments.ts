/** Readers of the arguments of `show`, `convert` and `measure`; what they throw is printed by the command line. */
import { InvalidArgumentError } from 'commander';
import { nearestWord } from '../input/spelling.ts';
import { type ObservableName, observables } from './observables.ts';

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a finite number greater than 0.');
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a whole number greater than 0.');
}

/** Steps of the Wilson flow; from about 0.15 on the shortest waves of a field grow instead of decaying. */
export function flowStep(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 0.1) return value;
  throw new InvalidArgumentError(
    'Expected a number greater than 0 and at most 0.1, beyond which the flow is unstable.',
  );
}

/** `4,4,4,8` or `4x4x4x8`, x first. */
export function extents(text: string): number[] {
  const numbers = text.split(/[,x×]/).map(Number);
  if (numbers.length >= 2 && numbers.every(n => Number.isSafeInteger(n) && n > 0)) return numbers;
  throw new InvalidArgumentError('Expected the extents x, y, z, t such as 4,4,4,8.');
}

export interface Stout {
  readonly rho: number;
  readonly layers: number;
}

/** `RHO,N` */
export function stout(text: string): Stout {
  const [rho, layers, ...rest] = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length === 0 && Number.isFinite(rho) && Number.isInteger(layers) && layers >= 1) return { rho, layers };
  throw new InvalidArgumentError('Expected a weight and a number of layers such as 0.1,2.');
}

/** A list of observables, separated by commas; each is measured once. */
export function observableList(text: string): ObservableName[] {
  const known = Object.keys(observables);
  const asked = text.split(',').map(name => name.trim());
  for (const name of asked) {
    if (known.includes(name)) continue;
    const near = nearestWord(name, known);
    const advice = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(
      `There is no observable ${JSON.stringify(name)}.${advice} Known are ${known.join(', ')}.`,
    );
  }
  return [...new Set(asked)] as ObservableName[];
}
