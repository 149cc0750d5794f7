/** Before a GPU is taken: it must compute in f32 as the processor does, and add up better than f32 can. */
import type { Backend } from '../backend.ts';
import { Machine } from '../machine/machine.ts';
import { Storage } from '../machine/storage.ts';
import { input, output, parameter, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';

const extents = [8, 16];
const epsilon = 2 ** -23;
/** A value passes through some ten operations, of which division may err by two and a half units. */
const allowed = 64;
/** Pairs of f32 hold 48 bits; what is lost in a sum of 128 numbers stays below this fraction. */
const allowedOfSums = 2 ** -43;

/** Every operation that there is in f32, with displaced reads, a parameter and a sum. */
function singleOperations() {
  return siteKernel(
    'singleOperations',
    extents.length,
    { a: parameter, f: input(reals(2)), g: output(reals(3)), total: sum },
    ({ a, f, g, total }, x) => {
      const [p, q] = [f(0, x.plus(0)).add(1.5), f(1, x.minus(1)).add(a)];
      const [r, s] = [f(1, x.plus(1).minus(0)), f(0, x)];
      const smooth = p.sqrt().div(q.mul(q).add(1)).add(r.mul(p)).sub(s.mul(a));
      const jagged = p.min(q).max(s.abs()).add(r.mul(5).floor());
      g.set(0, smooth);
      g.set(1, r.lessThan(s).select(jagged, smooth.neg()));
      g.set(2, p.lessOrEqual(q).select(p, q));
      total.add(s);
    },
  );
}

/** Component 0: numbers whose sum f32 cannot hold, of order 1 and far below. */
const numberAt = (site: number, component: number) => {
  if (component === 1) return ((site * 0.6180339887498949) % 1) * 2 - 1;
  return site % 3 === 0 ? 1 : (site + 1) * 2 ** -28;
};

function resultsOn(machine: Machine): { readonly values: Float32Array; readonly total: number } {
  const f = new Storage(machine, extents, 2, 'f32', 'all');
  const g = new Storage(machine, extents, 3, 'f32', 'all');
  const { grid } = f;
  const sites = Array.from({ length: grid.volume }, (_, site) => grid.coordinates(site));
  const values = f.values;
  sites.forEach((at, site) => {
    for (let c = 0; c < 2; c++) values[f.position(at) + c * grid.lanes] = numberAt(site, c);
  });
  const { total } = singleOperations().bind({ f: { storage: f }, g: { storage: g } })({ a: 0.75 });
  const found = g.reading;
  const ordered = sites.flatMap(at => [0, 1, 2].map(c => found[g.position(at) + c * grid.lanes]));
  f.free();
  g.free();
  return { values: Float32Array.from(ordered), total };
}

/** Why this back end may not be taken, in a sentence. */
export function singlePrecisionTrial(backend: Backend, processor: Backend): string | undefined {
  const machine = new Machine(backend);
  const found = resultsOn(machine);
  const expected = resultsOn(new Machine(processor, { contraction: false }));
  const errors = found.values.map(
    (x, k) => Math.abs(x - expected.values[k]) / (epsilon * (1 + Math.abs(expected.values[k]))),
  );
  const error = errors.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...errors);
  if (!(error <= allowed)) {
    return (
      `${machine.kind} differs from ${processor.name} in single precision by ${error.toPrecision(3)} rounding errors, where ` +
      `${allowed} are allowed.`
    );
  }
  const sites = Array.from({ length: extents[0] * extents[1] }, (_, site) => numberAt(site, 0));
  const exact = sites.reduce((a, b) => a + b, 0);
  const lost = Math.abs(found.total - exact) / sites.length;
  if (lost <= allowedOfSums) return;
  return (
    `${machine.kind} loses digits where it adds pairs of f32 numbers: ${lost.toExponential(1)} of the terms, where ` +
    `${allowedOfSums.toExponential(1)} are allowed. Its compiler simplifies what must be computed as written.`
  );
}
