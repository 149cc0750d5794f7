/** Fermion fields for tests. */
import { hotStart } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { Machine, type Parity } from '../kernel/index.ts';
import { drawGaussian, type Field, key, Lattice } from '../lattice/index.ts';
import { StaggeredOperator } from './staggered/operator.ts';
import type { Boundary } from './staggered/phases.ts';

const machines = new Map<string, Machine>();

export function latticeOf(extents: readonly number[], kind: string = 'wasm128'): Lattice {
  const machine = machines.get(kind) ?? new Machine(kind);
  machines.set(kind, machine);
  return new Lattice(extents, machine);
}

/** An operator on random links. */
export function hotOperator(group: string, lattice: Lattice, seed = 1, boundary?: Boundary) {
  const u = hotStart(lattice, groupNamed(group), key(seed, 0, 'start'));
  const operator = new StaggeredOperator(lattice, u.group, boundary).setLinks(u);
  return { u, operator };
}

export function randomVector(operator: StaggeredOperator, seed: number, parity: Parity = 'all'): Field {
  const vector = operator.vector(parity);
  drawGaussian(vector, key(seed, 0, 'noise'));
  return vector;
}

/** ⟨a, b⟩ with a conjugated, as [re, im]. */
export function complexProduct(a: Field, b: Field): [number, number] {
  const [x, y] = [a.toArray(), b.toArray()];
  let re = 0;
  let im = 0;
  for (let k = 0; k < x.length; k += 2) {
    re += x[k] * y[k] + x[k + 1] * y[k + 1];
    im += x[k] * y[k + 1] - x[k + 1] * y[k];
  }
  return [re, im];
}

/** The sites of one parity of a vector on all sites. */
export function restricted(operator: StaggeredOperator, field: Field, parity: 'even' | 'odd'): Field {
  const half = operator.vector(parity);
  const all = field.toArray();
  const { components } = field;
  const numbers = Array.from(half.sites, site => [...all.subarray(site * components, (site + 1) * components)]);
  return half.fromArray(numbers.flat());
}

/** |a − b| / |b| */
export function relativeDistance(a: Field, b: Field): number {
  const [x, y] = [a.toArray(), b.toArray()];
  return Math.hypot(...x.map((value, k) => value - y[k])) / Math.hypot(...y);
}
