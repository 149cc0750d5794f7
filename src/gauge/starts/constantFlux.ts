/**
 * Constant magnetic and electric flux: every plaquette of a plane (μ, ν) is exp(i f T), f = 2π k/(L_μ L_ν) with an integer
 * k, T = diag(1, −1) in two colours (U(1): T = 1). Links of a plane with coordinates x, y there:
 *   U_y = exp(i f x T),   U_x = exp(−i f L_x y T) at x = L_x − 1 and 1 elsewhere.
 * Flux k in (0, 1) and k' in (2, 3) has the charge Q = 2 k k' in SU(N). With k' = ±k on a lattice of equal extents it is
 * (anti-)self-dual: a solution whose flow stands still.
 *
 * Reference: G. 't Hooft, Commun. Math. Phys. 81, 267 (1981) (fluxes on the torus).
 */
import type { Group } from '../../group/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { coldStart, type GaugeField } from '../configuration.ts';
import { type Block, embedded, firstBlock, type PlainQuaternion } from './embedding.ts';

export interface PlaneFlux {
  readonly plane: readonly [number, number];
  /** k */
  readonly flux: number;
}

export interface ConstantFluxOptions {
  /** Default flux 1 in (0, 1) and, in four dimensions, in (2, 3). */
  readonly planes?: readonly PlaneFlux[];
  /** Where in SU(N) the two colours stand. Default [0, 1]. */
  readonly block?: Block;
}

/** @throws if a flux is not an integer, a plane is not two directions of the lattice, or two planes share a direction */
export function constantFlux(lattice: Lattice, group: Group, options: ConstantFluxOptions = {}): GaugeField {
  const { planes = defaultPlanes(lattice), block = firstBlock } = options;
  requirePlanes(planes, lattice);
  const { extents } = lattice;
  const angle = (x: readonly number[], mu: number) =>
    planes.reduce((sum, { plane: [a, b], flux }) => {
      const f = (2 * Math.PI * flux) / (extents[a] * extents[b]);
      if (mu === b) return sum + f * x[a];
      return mu === a && x[a] === extents[a] - 1 ? sum - f * extents[a] * x[b] : sum;
    }, 0);
  if (group.colours > 1) {
    return embedded(lattice, group, block, (x, mu): PlainQuaternion => {
      const theta = angle(x, mu);
      return [Math.cos(theta), 0, 0, Math.sin(theta)];
    });
  }
  const u = coldStart(lattice, group);
  const numbers = Array.from({ length: lattice.volume * lattice.dimension }, (_, link) => {
    const theta = angle(lattice.coordinates(Math.floor(link / lattice.dimension)), link % lattice.dimension);
    return [Math.cos(theta), Math.sin(theta)];
  });
  u.field.fromArray(numbers.flat());
  return u;
}

function defaultPlanes({ dimension }: Lattice): PlaneFlux[] {
  const first = { plane: [0, 1], flux: 1 } as const;
  return dimension === 4 ? [first, { plane: [2, 3], flux: 1 }] : [first];
}

function requirePlanes(planes: readonly PlaneFlux[], { dimension }: Lattice): void {
  const used = planes.flatMap(({ plane }) => plane);
  for (const { plane, flux } of planes) {
    if (!Number.isInteger(flux)) throw new Error(`The flux through a torus is an integer; found ${flux}.`);
    const fits = plane.every(mu => Number.isInteger(mu) && mu >= 0 && mu < dimension);
    if (!fits || plane[0] === plane[1]) {
      throw new Error(`A plane is two different directions from 0 to ${dimension - 1}; found ${plane}.`);
    }
  }
  if (new Set(used).size !== used.length) {
    throw new Error(
      `Planes with flux may not share a direction; found ${planes.map(({ plane }) => `(${plane})`).join(' ')}.`,
    );
  }
}
