import { describe, expect, test } from 'vitest';
import { type Boundary, ConjugateGradient, StaggeredOperator } from '../../fermion/index.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Machine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { type CondensateOptions, chiralCondensate, exactChiralCondensate, type NoiseKind } from './index.ts';

const solver = { tolerance: 1e-12 };
const options = (lattice: Lattice, group: string, mass: number): CondensateOptions => ({
  lattice,
  group: groupNamed(group),
  mass,
  flavours: 4,
  solver,
});

describe('unit links: (1/V) Tr D^-1 per colour', () => {
  // Sums over momenta, from an independent program.
  test.each([
    { extents: [4, 4, 4, 4], mass: 0.1, expected: 0.067845733613 },
    { extents: [4, 4, 4, 4], mass: 0.3, expected: 0.188196014903 },
    { extents: [4, 4, 4, 4], mass: 0.5, expected: 0.275324675325 },
    { extents: [4, 4, 4, 8], mass: 0.1, expected: 0.092302576137 },
    { extents: [4, 4, 4, 8], mass: 0.3, expected: 0.228414928502 },
    { extents: [4, 4, 4, 8], mass: 0.5, expected: 0.304988859393 },
  ])('$extents, m = $mass', ({ extents, mass, expected }) => {
    const lattice = new Lattice(extents);
    const cold = coldStart(lattice, groupNamed('U(1)'));
    expect(exactChiralCondensate(options(lattice, 'U(1)', mass)).measure(cold)).toBeCloseTo(expected, 11);
  });

  test('4^4 with periodic time', () => {
    const lattice = new Lattice([4, 4, 4, 4]);
    const boundary: Boundary = ['periodic', 'periodic', 'periodic', 'periodic'];
    const observable = exactChiralCondensate({ ...options(lattice, 'U(1)', 0.3), boundary });
    expect(observable.measure(coldStart(lattice, groupNamed('U(1)')))).toBeCloseTo(0.359824620717, 11);
  });

  test('colours are summed, and N_f/4 is a factor', () => {
    const lattice = new Lattice([4, 4, 4, 4]);
    const cold = coldStart(lattice, groupNamed('SU(2)'));
    const four = options(lattice, 'SU(2)', 0.3);
    expect(exactChiralCondensate(four).measure(cold)).toBeCloseTo(0.376392029805, 11);
    expect(exactChiralCondensate({ ...four, flavours: 2 }).measure(cold)).toBeCloseTo(0.376392029805 / 2, 11);
  });
});

describe('random links', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const exact = exactChiralCondensate(options(lattice, 'SU(2)', 0.3)).measure(u);

  test('Re Tr D^-1 = 2 m Tr M_ee^-1, the left side from unit vectors on all sites', () => {
    const mass = 0.3;
    const operator = new StaggeredOperator(lattice, group).setLinks(u);
    const cg = new ConjugateGradient(operator.normal('all'));
    const [unit, source] = [operator.vector(), operator.vector()];
    const numbers = new Float64Array(lattice.volume * unit.components);
    let trace = 0;
    for (let at = 0; at < numbers.length; at += 2) {
      unit.fromArray(numbers.fill(0).fill(1, at, at + 1));
      operator.applyDagger(mass, unit, source);
      cg.solve(source, { ...solver, shift: mass ** 2 });
      trace += cg.solution.toArray()[at];
    }
    expect(trace / lattice.volume).toBeCloseTo(exact, 11);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    expect(exactChiralCondensate(options(lattice, 'SU(2)', 0.3)).measure(elsewhere)).toBeCloseTo(exact, 11);
  });

  test.each<NoiseKind>(['Z2', 'Z4', 'gaussian'])('%s noise has the exact value as its mean', noise => {
    const observable = chiralCondensate({ ...options(lattice, 'SU(2)', 0.3), noise, vectors: 4 });
    const values = Array.from({ length: 60 }, (_, k) => observable.measure(u, key(7, k, 'noise')));
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
    const sigma = Math.sqrt(variance / values.length);
    expect(Math.abs(mean - exact)).toBeLessThan(3.5 * sigma);
    expect(sigma).toBeLessThan(0.03 * exact);
  });

  test('the average over vectors is over different ones, and a function of the key', () => {
    const measure = (vectors: number, trajectory: number) =>
      chiralCondensate({ ...options(lattice, 'SU(2)', 0.3), noise: 'Z4', vectors }).measure(
        u,
        key(7, trajectory, 'noise'),
      );
    expect(measure(2, 0)).not.toBe(measure(1, 0));
    expect(measure(1, 1)).not.toBe(measure(1, 0));
    expect(measure(2, 0)).toBe(measure(2, 0));
  });

  test('the machines agree', () => {
    const values = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
      const on = new Lattice([4, 4, 2, 8], new Machine(kind));
      const links = hotStart(on, groupNamed('SU(3)'), key(1, 0, 'start'));
      const observable = chiralCondensate({ ...options(on, 'SU(3)', 0.5), noise: 'Z4', vectors: 1 });
      return observable.measure(links, key(1, 0, 'noise'));
    });
    // Solver tolerance times the condition number of M, which is below 70.
    for (const value of values) expect(Math.abs(value / values[0] - 1)).toBeLessThan(1e-10);
  });

  test('needs a key and a number of vectors', () => {
    const noisy = { ...options(lattice, 'SU(2)', 0.3), noise: 'Z4' } as const;
    expect(() => chiralCondensate({ ...noisy, vectors: 1 }).measure(u)).toThrow("key of the purpose 'noise'");
    expect(() => chiralCondensate({ ...noisy, vectors: 0 })).toThrow('but 0 were asked for');
  });
});
