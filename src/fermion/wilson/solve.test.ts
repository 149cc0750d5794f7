import { describe, expect, test } from 'vitest';
import { coldStart, GaugeField } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { kappaOfMass, WilsonOperator } from './operator.ts';
import { pointSource, WilsonSolver } from './solve.ts';
import { hotWilson, randomSpinor, smoothLinks } from './wilson.fixture.ts';

const options = { tolerance: 1e-12 };

/** sum over sink and source spins and colours of |S(x, 0)|², by time slice. */
function pion(operator: WilsonOperator, colours = operator.group.colours): number[] {
  const { extents, volume } = operator.lattice;
  const slice = volume / extents[3];
  const solver = new WilsonSolver(operator);
  const correlator = new Array<number>(extents[3]).fill(0);
  for (let spin = 0; spin < 4; spin++) {
    for (let colour = 0; colour < colours; colour++) {
      solver.solve(pointSource(operator, [0, 0, 0, 0], spin, colour), options);
      const { solution } = solver;
      solution.toArray().forEach((z, k) => {
        correlator[Math.floor(k / solution.components / slice)] += z ** 2;
      });
    }
  }
  return correlator;
}

const SU3 = groupNamed('SU(3)');
const close = (found: readonly number[], expected: readonly number[], relative: number) =>
  expected.forEach((value, t) => {
    expect(Math.abs(found[t] / value - 1)).toBeLessThan(relative);
  });

test.each([
  { group: 'U(1)', extents: [8, 6], cSw: 0 },
  { group: 'SU(2)', extents: [4, 4, 4, 4], cSw: 0 },
  { group: 'SU(3)', extents: [4, 2, 4, 4], cSw: 1 },
])('D x = b for $group on $extents, c_SW = $cSw', ({ group, extents, cSw }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.5);
  const kappa = extents.length === 4 ? 0.13 : 0.24;
  const operator = new WilsonOperator({ lattice, group: u.group, kappa, cSw }).setLinks(u);
  const b = randomSpinor(operator, 1);
  const solver = new WilsonSolver(operator);
  const report = solver.solve(b, options);
  const image = operator.vector();
  operator.apply(solver.solution, image);
  expect(relativeDistance(image, b)).toBeLessThan(2e-12);
  expect(report.residual).toBeLessThan(2e-12);
  expect(report.iterations).toBeGreaterThan(3);
  const mixed = new WilsonSolver(operator, 'mixed');
  expect(mixed.solve(b, options).residual).toBeLessThan(2e-12);
  // The condition number of D is some tens.
  expect(relativeDistance(mixed.solution, solver.solution)).toBeLessThan(1e-10);
});

describe('free quarks', () => {
  test('the pion on 4^3 x 8 at m0 = 0.5', () => {
    const lattice = latticeOf([4, 4, 4, 8]);
    const kappa = kappaOfMass(0.5);
    const operator = new WilsonOperator({ lattice, group: groupNamed('SU(2)'), kappa });
    operator.setLinks(coldStart(lattice, operator.group));
    const expected = [0.2374738229, 0.0134679047, 0.0032578133, 0.0014107879, 0.0010157281];
    // Printed with ten digits after the point.
    const found = pion(operator, 1);
    expected.forEach((value, t) => {
      expect(Math.abs(found[t] * 4 * kappa ** 2 - value)).toBeLessThan(6e-11);
      expect(found[(8 - t) % 8] / found[t]).toBeCloseTo(1, 10);
    });
  });

  test('SU(3) on 4^4 at kappa = 0.1', () => {
    const lattice = latticeOf([4, 4, 4, 4]);
    const operator = new WilsonOperator({ lattice, group: SU3, kappa: 0.1 }).setLinks(coldStart(lattice, SU3));
    const expected = [0.54647487404684458, 0.019335553983958836, 0.0042604591777126418, 0.019335553983958833];
    close(
      pion(operator).map(value => value * 0.04),
      expected,
      5e-12,
    );
  });
});

/** All links one, except U_x(0) = diag(e^{1.1 i}, e^{−1.1 i}, 1). */
function oneLink(lattice: Lattice): GaugeField {
  const u = coldStart(lattice, SU3);
  const at = [0, 0, 0, 0];
  u.field.set(at, 0, Math.cos(1.1));
  u.field.set(at, 1, Math.sin(1.1));
  u.field.set(at, 8, Math.cos(1.1));
  u.field.set(at, 9, -Math.sin(1.1));
  return u;
}

/** U_μ = exp(i φ G_μ), G = λ₁, λ₂, λ₄, λ₅, φ a wave; coordinates count from 1. */
function wavyLinks(lattice: Lattice): GaugeField {
  const u = new GaugeField(lattice, SU3);
  const pairs = [
    { j: 0, k: 1, real: true },
    { j: 0, k: 1, real: false },
    { j: 0, k: 2, real: true },
    { j: 0, k: 2, real: false },
  ];
  for (const site of u.field.sites) {
    const at = u.field.storage.grid.coordinates(site);
    const [x, y, z, t] = at.map(c => c + 1);
    pairs.forEach(({ j, k, real }, direction) => {
      const mu = direction + 1;
      const phi =
        0.18 +
        0.07 * Math.sin((Math.PI * ((mu + 1) * x + (2 * mu + 1) * y + (mu + 3) * z)) / 2) +
        0.04 * Math.cos((Math.PI * ((mu + 2) * t + x + 2 * z)) / 2);
      const set = (row: number, column: number, re: number, im: number) => {
        u.field.set(at, 18 * direction + 2 * (3 * row + column), re);
        u.field.set(at, 18 * direction + 2 * (3 * row + column) + 1, im);
      };
      const third = 3 - j - k;
      const [c, s] = [Math.cos(phi), Math.sin(phi)];
      set(third, third, 1, 0);
      set(j, j, c, 0);
      set(k, k, c, 0);
      // λ₁ has 1 and 1 off the diagonal, λ₂ has −i above and i below.
      set(j, k, real ? 0 : s, real ? s : 0);
      set(k, j, real ? 0 : -s, real ? s : 0);
    });
  }
  return u;
}

describe('pions computed by others, SU(3) on 4^4', () => {
  const lattice = latticeOf([4, 4, 4, 4]);

  test('one link that is not 1, kappa = 0.1', () => {
    const operator = new WilsonOperator({ lattice, group: SU3, kappa: 0.1 }).setLinks(oneLink(lattice));
    const expected = [0.54571523373660025, 0.018892421105410458, 0.0040817974287809429, 0.018892421105410454];
    close(
      pion(operator).map(value => value * 0.04),
      expected,
      5e-12,
    );
  });

  test.each([
    {
      kappa: 0.1,
      expected: [13.6600116775934, 0.473347216528062, 0.097655618979364, 0.473399051807592],
    },
    {
      kappa: 0.141139,
      expected: [12.849949717560035, 1.879365543275922, 0.750395894959998, 1.879991689196152],
    },
  ])('a wave of links, kappa = $kappa', ({ kappa, expected }) => {
    const operator = new WilsonOperator({ lattice, group: SU3, kappa }).setLinks(wavyLinks(lattice));
    close(pion(operator), expected, 1e-11);
  });
});

describe('errors', () => {
  test('too few iterations name the operator and its kappa', () => {
    const { operator } = hotWilson('SU(2)', latticeOf([4, 4, 4, 4]));
    const solver = new WilsonSolver(operator);
    expect(() => solver.solve(randomSpinor(operator, 1), { tolerance: 1e-12, maxIterations: 3 })).toThrow(
      /Wilson operator with kappa = 0.12.* after 3 iterations/,
    );
  });
  test('a source of zero has the solution zero', () => {
    const { operator } = hotWilson('SU(2)', latticeOf([2, 2, 2, 2]));
    const solver = new WilsonSolver(operator);
    expect(solver.solve(operator.vector(), options).iterations).toBe(0);
    expect(solver.solution.toArray().every(z => z === 0)).toBe(true);
  });
});
