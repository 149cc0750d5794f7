/** Two small kernels on which machines are compared: one that uses every operation, one with the work of real ones. */
import type { Real } from '../ir/real.ts';
import type { Kernel } from '../kernel.ts';
import { input, output, parameter, reals, sum } from '../trace/roles.ts';
import type { Site } from '../trace/site.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import type { Machine } from './machine.ts';
import type { Precision } from './precision.ts';
import { Storage } from './storage.ts';

/** Long enough in the last direction for every kind of row: interior, first and last of a lane. */
const extents = [8, 16];
const dimension = extents.length;
const size = 3;

/** Every operation a program can hold, on numbers of order one, with displaced reads, a parameter and a sum. */
export function everyOperation(): Kernel {
  return siteKernel(
    'everyOperation',
    dimension,
    { a: parameter, f: input(reals(2)), g: output(reals(3)), total: sum },
    ({ a, f, g, total }, x) => {
      const [p, q] = [f(0, x.plus(0)).add(1.5), f(1, x.minus(1)).add(a)];
      const [r, s] = [f(1, x.plus(1).minus(0)), f(0, x)];
      const smooth = p.sqrt().div(q.mul(q).add(1)).add(r.exp()).sub(s.sin().mul(a.cos()));
      const jagged = p.min(q).max(s.abs()).add(r.mul(5).floor());
      g.set(0, smooth);
      g.set(1, r.lessThan(s).select(jagged, smooth.neg()));
      g.set(2, p.log().add(r.atan2(s)));
      total.add(smooth.mul(p));
    },
  );
}

/** Complex 3 x 3 matrices on links, applied to the vectors of all neighbours. */
function hopping(): Kernel {
  const vector = 2 * size;
  const matrix = size * vector;
  return siteKernel(
    'hopping',
    dimension,
    { M: input(reals(dimension * matrix)), v: input(reals(vector)), w: output(reals(vector)) },
    ({ M, v, w }, x) => {
      const result: [Real, Real][] = [];
      const addTo = (i: number, mu: number, j: number, at: Site, from: Site, transposed: boolean) => {
        const element = mu * matrix + 2 * (transposed ? j * size + i : i * size + j);
        const [mr, mi, vr, vi] = [M(element, at), M(element + 1, at), v(2 * j, from), v(2 * j + 1, from)];
        const re = transposed ? mr.mul(vr).add(mi.mul(vi)) : mr.mul(vr).sub(mi.mul(vi));
        const im = transposed ? mr.mul(vi).sub(mi.mul(vr)) : mr.mul(vi).add(mi.mul(vr));
        const before = result[i];
        if (!before) result[i] = [re, im];
        else result[i] = transposed ? [before[0].sub(re), before[1].sub(im)] : [before[0].add(re), before[1].add(im)];
      };
      for (let mu = 0; mu < dimension; mu++) {
        for (let k = 0; k < size ** 2; k++) addTo(Math.floor(k / size), mu, k % size, x, x.plus(mu), false);
        for (let k = 0; k < size ** 2; k++) addTo(Math.floor(k / size), mu, k % size, x.minus(mu), x.minus(mu), true);
      }
      result.flat().forEach((value, c) => {
        w.set(c, value);
      });
    },
  );
}

let traced: { readonly check: Kernel; readonly load: Kernel } | undefined;
const kernels = () => {
  traced ??= { check: everyOperation(), load: hopping() };
  return traced;
};

/** Everything the checked kernel leaves behind, in global order; the sum last. */
export function trialResult(machine: Machine): Float64Array {
  const f = filled(machine, 2);
  const g = new Storage(machine, extents, 3, 'f64', 'all');
  const { total } = kernels().check.bind({ f: { storage: f }, g: { storage: g } })({ a: 0.75 });
  const { lanes, volume } = g.grid;
  const result = new Float64Array(volume * g.components + 1);
  for (let site = 0; site < volume; site++) {
    const position = g.position(g.grid.coordinates(site));
    for (let c = 0; c < g.components; c++) result[site * g.components + c] = g.values[position + c * lanes]!;
  }
  result[result.length - 1] = total!;
  return result;
}

/** Runs the work load once, in each of these precisions. */
export function trialLoad(machine: Machine, precisions: readonly Precision[]): () => void {
  const runs = precisions.map(precision => {
    const M = filled(machine, 2 * dimension * size ** 2, precision);
    const v = filled(machine, 2 * size, precision);
    const w = new Storage(machine, extents, 2 * size, precision, 'all');
    return kernels().load.bind({ M: { storage: M }, v: { storage: v }, w: { storage: w } });
  });
  return () => {
    for (const run of runs) run();
  };
}

/** Numbers in (-1, 1) that depend on site and component only. */
function filled(machine: Machine, components: number, precision: Precision = 'f64'): Storage {
  const storage = new Storage(machine, extents, components, precision, 'all');
  const { grid, values } = storage;
  for (let site = 0; site < grid.volume; site++) {
    const position = storage.position(grid.coordinates(site));
    for (let c = 0; c < components; c++) {
      const golden = (site * components + c) * 0.6180339887498949;
      values[position + c * grid.lanes] = 2 * (golden - Math.floor(golden)) - 1;
    }
  }
  return storage;
}
