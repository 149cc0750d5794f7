/** Readers of the arguments of `show`, `convert` and `measure`; what they throw is printed by the command line. */

import { InvalidArgumentError } from 'commander';
import type { Boundary } from '../../fermion/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { nearestWord } from '../../runfile/input/spelling.ts';
import { plural } from '../../words/index.ts';
import { observableNames } from './observables.ts';

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a finite number greater than 0.');
}

export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a finite number.');
}

const boundaries = ['periodic', 'antiperiodic'] as const;

/** `antiperiodic`, which is round the time axis, or a word for every direction, x first. */
export function boundary(text: string): Boundary {
  const words = text.split(',').map(word => word.trim());
  if (words.every((word): word is Boundary[number] => boundaries.some(known => known === word))) return words;
  throw new InvalidArgumentError(
    'Expected periodic or antiperiodic for time, or one of them for each direction such as periodic,periodic,periodic,antiperiodic.',
  );
}

/** For every direction; one word is that of time. @throws InputError if there are not as many words as directions */
export function boundaryIn(dimension: number, words: Boundary): Boundary {
  if (words.length === 1)
    return Array.from({ length: dimension }, (_, mu) => (mu < dimension - 1 ? 'periodic' : words[0]));
  if (words.length === dimension) return words;
  throw new InputError([
    `--boundary names ${plural(words.length, 'direction')}, the lattice has ${dimension}; give one word for time, or ${dimension}.`,
  ]);
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

/** ω of overrelaxation: 1 is none, from 2 on it does not converge. */
export function overrelaxation(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 1 && value < 2) return value;
  throw new InvalidArgumentError('Expected a number of at least 1 and below 2.');
}

export interface FlowRange {
  /** Where the flow ends, in units of a². */
  readonly until: number;
  /** Flow time from one entry of the lists to the next. */
  readonly every: number;
}

/** `UNTIL,SPACING` */
export function flowRange(text: string): FlowRange {
  const [until, every, ...rest] = text.split(',').map(Number);
  const quotient = Math.round(until / every);
  const fits = until > 0 && every > 0 && quotient >= 1 && Math.abs(until / every - quotient) <= 1e-9 * quotient;
  if (rest.length === 0 && fits && Number.isFinite(until)) return { until, every };
  throw new InvalidArgumentError('Expected the last flow time and the spacing, which divides it, such as 2,0.1.');
}

/** A list of observables, separated by commas; each is measured once. */
export function observableList(text: string): string[] {
  const asked = text.split(',').map(name => name.trim());
  for (const name of asked) {
    if (observableNames.includes(name)) continue;
    const near = nearestWord(name, observableNames);
    const advice = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(
      `There is no observable ${JSON.stringify(name)}.${advice} Known are ${observableNames.join(', ')}.`,
    );
  }
  return [...new Set(asked)];
}
