/**
 * The loops that have names, per site of a D-dimensional lattice. Every list holds each unoriented loop once, up to
 * translations; μ, ν, ρ are different directions.
 *
 *   plaquette      (μ, ν, −μ, −ν)                     D(D−1)/2 of them         6 in D = 4
 *   rectangle      (μ, ν, ν, −μ, −ν, −ν)              D(D−1)                  12
 *   chair          (±μ, ρ, ∓μ, ±ν, −ρ, ∓ν)            2 D(D−1)(D−2)           48     two plaquettes hinged at ρ
 *   parallelogram  (μ, ±ν, ±ρ, −μ, ∓ν, ∓ρ)            (2/3) D(D−1)(D−2)       16
 *   polyakov       (μ, μ, …, μ), L_μ steps            D                        4
 *
 * Reference: M. Lüscher and P. Weisz, Commun. Math. Phys. 97, 59 (1985) (the loops of six links).
 */
import { plural } from '../words/index.ts';
import { origin, requireDimension, requireDirection, type Step, type Word } from './word.ts';

/** Words, or a function such as `plaquettes` that gives the words in any number of dimensions. */
export type Loops = readonly Word[] | ((dimension: number) => readonly Word[]);

/** The words in this dimension. @throws if there are none, or they are words in another number of dimensions */
export function loopsIn(dimension: number, loops: Loops): readonly Word[] {
  const words = typeof loops === 'function' ? loops(dimension) : loops;
  if (words.length === 0)
    throw new Error(`A sum of loops needs one at least; in ${plural(dimension, 'dimension')} there is none.`);
  for (const path of words) requireDimension(path, dimension);
  return words;
}

/** The plaquettes U_{μν}, μ < ν. */
export function plaquettes(dimension = 4): Word[] {
  return wilsonLoops(1, 1, dimension);
}

/** The loops of 1 × 2 and of 2 × 1 plaquettes in every plane. */
export function rectangles(dimension = 4): Word[] {
  return wilsonLoops(1, 2, dimension);
}

/**
 * The planar loops with sides `r` and `t` in every plane, both ways round; squares once per plane.
 *
 * @throws if a side is not a positive integer.
 */
export function wilsonLoops(r: number, t: number, dimension = 4): Word[] {
  for (const side of [r, t]) {
    if (!Number.isInteger(side) || side < 1) {
      throw new Error(`The sides of a Wilson loop are positive integers, but ${r} x ${t} was asked for.`);
    }
  }
  return pairs(dimension)
    .filter(([mu, nu]) => r !== t || mu < nu)
    .map(([mu, nu]) => loop(dimension, [line(mu, r), line(nu, t), line(mu, -r), line(nu, -t)]));
}

/** The chairs: two plaquettes at a right angle that share a link. Empty below three dimensions. */
export function chairs(dimension = 4): Word[] {
  return directions(dimension).flatMap(rho =>
    pairs(dimension)
      .filter(([mu, nu]) => mu < nu && mu !== rho && nu !== rho)
      .flatMap(([mu, nu]) =>
        signPairs.map(([s, t]) =>
          loop(dimension, [line(mu, s), line(rho, 1), line(mu, -s), line(nu, t), line(rho, -1), line(nu, -t)]),
        ),
      ),
  );
}

/** The loops of six links around a cube that meet all its six faces. Empty below three dimensions. */
export function parallelograms(dimension = 4): Word[] {
  return pairs(dimension)
    .filter(([mu, nu]) => mu < nu)
    .flatMap(([mu, nu]) =>
      directions(dimension)
        .filter(rho => rho > nu)
        .flatMap(rho =>
          signPairs.map(([s, t]) =>
            loop(dimension, [line(mu, 1), line(nu, s), line(rho, t), line(mu, -1), line(nu, -s), line(rho, -t)]),
          ),
        ),
    );
}

/** The straight line that winds once around a periodic lattice with `extents[direction]` sites. */
export function polyakovLoop(direction: number, extents: readonly number[]): Word {
  requireDirection(direction, extents.length);
  if (!Number.isInteger(extents[direction]) || extents[direction] < 1) {
    throw new Error(`A Polyakov loop needs a whole number of sites, at least 1, not ${extents[direction]}.`);
  }
  return loop(extents.length, [line(direction, extents[direction])]);
}

/** One Polyakov loop per direction. */
export function polyakovLoops(extents: readonly number[]): Word[] {
  return extents.map((_, direction) => polyakovLoop(direction, extents));
}

/**
 * The loops called `name`: `plaquette`, `rectangle`, `chair`, `parallelogram`, `polyakov` (every direction),
 * `polyakov_x` … `polyakov_t`, or sides such as `2x3`.
 *
 * @throws if there is no such name, if a Polyakov loop is asked for without the extents of the lattice, or if the
 *   extents do not fit the dimension.
 */
export function namedLoops(name: string, { extents, dimension = extents?.length ?? 4 }: NamedLoopOptions = {}): Word[] {
  if (extents && extents.length !== dimension) {
    throw new Error(
      `A lattice in ${plural(dimension, 'dimension')} has ${plural(dimension, 'extent')}, not [${extents}].`,
    );
  }
  const sides = /^(\d+)x(\d+)$/.exec(name);
  if (sides) return wilsonLoops(Number(sides[1]), Number(sides[2]), dimension);
  if (Object.hasOwn(fixedLoops, name)) return fixedLoops[name as keyof typeof fixedLoops](dimension);
  const winding = /^polyakov(?:_([xyzt]))?$/.exec(name);
  if (!winding) {
    const known = [...Object.keys(fixedLoops), 'polyakov', 'polyakov_x', 'polyakov_t'].join(', ');
    throw new Error(`There is no loop named "${name}". Known are ${known}, and sides such as 2x3.`);
  }
  if (!extents) {
    throw new Error(`The loop "${name}" winds around the lattice: give the extents of the lattice.`);
  }
  return winding[1] ? [polyakovLoop('xyzt'.indexOf(winding[1]), extents)] : polyakovLoops(extents);
}

/** `extents` are the sites per direction, for Polyakov loops; without them, 4 dimensions by default. */
export interface NamedLoopOptions {
  readonly dimension?: number;
  readonly extents?: readonly number[];
}

const fixedLoops = {
  plaquette: plaquettes,
  rectangle: rectangles,
  chair: chairs,
  parallelogram: parallelograms,
};

const signPairs = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;

function directions(dimension: number): number[] {
  return origin(dimension).map((_, mu) => mu);
}

function pairs(dimension: number): [number, number][] {
  return directions(dimension).flatMap(mu =>
    directions(dimension)
      .filter(nu => nu !== mu)
      .map((nu): [number, number] => [mu, nu]),
  );
}

function loop(dimension: number, lines: Step[][]): Word {
  return { dimension, start: origin(dimension), steps: lines.flat() };
}

function line(direction: number, length: number): Step[] {
  return new Array<Step>(Math.abs(length)).fill({ direction, sign: length > 0 ? 1 : -1 });
}
