/**
 * Words: symbolic Wilson lines.
 *
 * A word is a start d₀ relative to the site n, and steps. A step +μ at the position d multiplies from the right by
 * U_μ(n+d) and moves to d+μ̂; a step −μ multiplies by U_μ(n+d−μ̂)† and moves to d−μ̂. Hence
 *   W(n) → Ω(n+start) W(n) Ω(n+end)†     under     U_μ(n) → Ω(n) U_μ(n) Ω(n+μ̂)†.
 *
 * Reference: K. G. Wilson, Phys. Rev. D 10, 2445 (1974).
 */
import { plural } from '../words/index.ts';

/** One step along a lattice axis: `direction` is 0 … D−1. */
export interface Step {
  readonly direction: number;
  readonly sign: 1 | -1;
}

/** A product of links along a path in `dimension` directions, beginning at n + `start`. */
export interface Word {
  readonly dimension: number;
  readonly start: readonly number[];
  readonly steps: readonly Step[];
}

/** The link U_direction(n + displacement), daggered or not. */
export interface LinkRead {
  readonly direction: number;
  readonly displacement: readonly number[];
  readonly dagger: boolean;
}

/**
 * The word of a list of signed directions, counted from 1: `word([+1, +2, -1, -2])` is the plaquette U_{12}(n).
 * Four dimensions and the start at n by default.
 *
 * @throws if an entry is not one of ±1 … ±dimension, or `start` does not have `dimension` integers.
 */
export function word(
  signedDirections: readonly number[],
  { dimension = 4, start = origin(dimension) }: { dimension?: number; start?: readonly number[] } = {},
): Word {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new Error(`A word lives in a whole number of dimensions, at least 1, but ${dimension} was given.`);
  }
  if (start.length !== dimension || !start.every(Number.isInteger)) {
    throw new Error(
      `The start of a word in ${plural(dimension, 'dimension')} is ${plural(dimension, 'integer')}, not [${start}].`,
    );
  }
  const steps = signedDirections.map((signed): Step => {
    const direction = Math.abs(signed) - 1;
    requireDirection(direction, dimension);
    return { direction, sign: signed > 0 ? 1 : -1 };
  });
  return { dimension, start, steps };
}

/** The signed directions of a word, counted from 1: the inverse of `word`. */
export function signedDirections({ steps }: Word): number[] {
  return steps.map(({ direction, sign }) => sign * (direction + 1));
}

/** The end of the word, relative to n. */
export function end({ start, steps }: Word): number[] {
  return steps.reduce(move, [...start]);
}

/** end − start: how far the word leads. */
export function displacement(w: Word): number[] {
  return end(w).map((x, mu) => x - w.start[mu]);
}

/**
 * Does the word come back to its start? With `extents` (sites per direction of a periodic lattice) a word that winds
 * around the lattice, such as a Polyakov loop, is closed too.
 *
 * @throws if the lattice has another dimension than the word.
 */
export function isClosed(w: Word, extents?: readonly number[]): boolean {
  if (extents) requireDimension(w, extents.length);
  return displacement(w).every((x, mu) => (extents ? x % extents[mu] : x) === 0);
}

/** W†: the same path walked from its end to its start. */
export function adjoint(w: Word): Word {
  return { dimension: w.dimension, start: end(w), steps: w.steps.toReversed().map(opposite) };
}

/** W(n + shift): the same path, begun `shift` further. */
export function translate(w: Word, shift: readonly number[]): Word {
  return { ...w, start: w.start.map((x, mu) => x + shift[mu]) };
}

/**
 * The path of the first word, followed by the path of the second, and so on: each word is carried to the end of the one
 * before, so that the product is gauge covariant.
 *
 * @throws if there is no word, or the words differ in dimension.
 */
export function product(first: Word, ...others: Word[]): Word {
  const stranger = others.find(({ dimension }) => dimension !== first.dimension);
  if (stranger) {
    throw new Error(
      `A word in ${plural(first.dimension, 'dimension')} cannot be continued by one in ${stranger.dimension}.`,
    );
  }
  return { ...first, steps: [first, ...others].flatMap(({ steps }) => steps) };
}

/** The word with every U U† and U† U replaced by 1. */
export function reduce(w: Word): Word {
  const steps: Step[] = [];
  for (const step of w.steps) {
    const last = steps.at(-1);
    if (last && last.direction === step.direction && last.sign !== step.sign) steps.pop();
    else steps.push(step);
  }
  return { ...w, steps };
}

/** The links of the word, in the order in which they are multiplied. */
export function linkReads(w: Word): LinkRead[] {
  let position = [...w.start];
  return w.steps.map(step => {
    const next = move(position, step);
    const dagger = step.sign < 0;
    const read = { direction: step.direction, displacement: dagger ? next : position, dagger };
    position = next;
    return read;
  });
}

/** Are these the same start and the same steps? */
export function equals(a: Word, b: Word): boolean {
  return (
    a.dimension === b.dimension &&
    a.steps.length === b.steps.length &&
    a.start.every((x, mu) => x === b.start[mu]) &&
    a.steps.every(({ direction, sign }, k) => direction === b.steps[k].direction && sign === b.steps[k].sign)
  );
}

/** The site n itself, as a displacement. */
export function origin(dimension: number): number[] {
  return new Array<number>(dimension).fill(0);
}

/** @throws if `direction` is not one of 0 … dimension−1. */
export function requireDirection(direction: number, dimension: number): void {
  if (!Number.isInteger(direction) || direction < 0 || direction >= dimension) {
    throw new Error(
      `There is no direction ${direction} in ${plural(dimension, 'dimension')}: directions are 0 to ${dimension - 1}, ` +
        `and ±1 to ±${dimension} in a list of signed directions.`,
    );
  }
}

/** @throws if the word lives in another number of dimensions than the lattice. */
export function requireDimension(w: Word, dimension: number): void {
  if (w.dimension === dimension) return;
  throw new Error(
    `The word [${signedDirections(w)}] is made for ${plural(w.dimension, 'dimension')}, but the lattice has ${dimension}; ` +
      `make it with dimension: ${dimension}, or give a function of the dimension such as plaquettes.`,
  );
}

function opposite({ direction, sign }: Step): Step {
  return { direction, sign: sign > 0 ? -1 : 1 };
}

function move(position: readonly number[], { direction, sign }: Step): number[] {
  return position.map((x, mu) => (mu === direction ? x + sign : x));
}
