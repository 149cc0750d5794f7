/**
 * Classical spins with nearest neighbours on a periodic lattice,
 *   S = −β J Σ_{x,μ} S(x)·S(x+μ) − β Σ_x h·S(x),   |S| = 1,
 * of one component (Ising), two (XY) or three (Heisenberg). Every site has one bond in each direction: on an extent of 2
 * neighbours are bound twice.
 */
import { input, kernelFamily, parameter, parameterBlock, siteKernel, sum } from '../../kernel/index.ts';
import { functional } from '../../lattice/index.ts';
import { bonds } from '../bonds.ts';
import { inner, spins } from '../kernels.ts';
import { bilinearValue, bilinearWalk, type Neighbours, type SpinAction } from '../sampling/walk.ts';
import type { SpinField } from '../spinField.ts';

/** Components of a spin by the name of the model. */
export const classicalModels = { ising: 1, xy: 2, heisenberg: 3 } as const;
export type ClassicalModelKind = keyof typeof classicalModels;

export interface ClassicalOptions {
  readonly kind: ClassicalModelKind;
  readonly extents: readonly number[];
  /** J; positive: parallel spins are favoured. */
  readonly coupling: number;
  readonly beta: number;
  /** h, one number per component. Default: none. */
  readonly field?: readonly number[];
}

export interface ClassicalModel extends SpinAction {
  readonly options: ClassicalOptions;
  /** H = S/β */
  energy(u: SpinField): number;
}

const spinBonds = kernelFamily(
  'spinBonds',
  () =>
    [
      [1, 1],
      [2, 2],
      [3, 2],
    ] as const,
  (components: number, dimension: number) =>
    siteKernel(
      'spinBonds',
      dimension,
      { K: parameter, h: parameterBlock(components), S: input(spins(components)), total: sum },
      ({ K, h, S, total }, x) => {
        for (let mu = 0; mu < dimension; mu++) {
          total.add(
            inner(S(x), S(x.plus(mu)))
              .mul(K)
              .neg(),
          );
        }
        S(x).forEach((s, c) => {
          total.add(s.mul(h(c)).neg());
        });
      },
    ),
);

/** @throws if a number is not finite, β not above 0, or the field has another number of components */
export function classicalModel(options: ClassicalOptions): ClassicalModel {
  const { kind, extents, coupling, beta } = options;
  const n = classicalModels[kind];
  const { field = new Array<number>(n).fill(0) } = options;
  for (const [name, value] of Object.entries({ coupling, beta, ...field })) {
    if (!Number.isFinite(value)) throw new Error(`${name} of the ${kind} model is a finite number; found ${value}.`);
  }
  if (!(beta > 0)) throw new Error(`The inverse temperature beta is above 0; found ${beta}.`);
  if (field.length !== n) {
    throw new Error(`A field for spins of the ${kind} model has ${n} components; found ${field.length}.`);
  }
  const kernel = spinBonds(n, extents.length);
  const K = beta * coupling;
  const h = Float64Array.from(field, x => beta * x);
  const neighbours = nearestNeighbours(extents, K);
  const requireSpins = ({ components, lattice }: SpinField) => {
    if (components === n && lattice.extents.join() === extents.join()) return;
    throw new Error(
      `The ${kind} model needs spins of ${n} components on ${extents.join('×')} sites; found ${components} on ` +
        `${lattice.extents.join('×')}.`,
    );
  };
  const value = (u: SpinField) => {
    requireSpins(u);
    return kernel.run({ K, h, S: u.field }).total;
  };
  return {
    ...functional<SpinField>({
      name: `${kind} model`,
      cites: [],
      value,
      differential(u, out) {
        requireSpins(u);
        kernel.adjoint(['S']).run({ K, h, S: u.field, d_S: out, d_total: 1 });
      },
    }),
    options,
    energy: u => value(u) / beta,
    walk: numbers => bilinearWalk(numbers, neighbours, h, bilinearValue(numbers, neighbours, h)),
  };
}

/** Both ends of every bond, with K for each; two in every direction of every site. */
function nearestNeighbours(extents: readonly number[], K: number): Neighbours {
  const volume = extents.reduce((a, b) => a * b, 1);
  const each = 2 * extents.length;
  const first = new Int32Array(volume + 1).map((_, site) => site * each);
  const sites = new Int32Array(volume * each);
  const next = first.slice();
  for (const [x, y] of bonds(extents)) {
    sites[next[x]++] = y;
    sites[next[y]++] = x;
  }
  return { first, sites, couplings: new Float64Array(sites.length).fill(K) };
}
