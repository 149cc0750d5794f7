import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { axpy, drawGaussian, type Field, key, type Lattice } from '../../lattice/index.ts';
import { complexProduct, latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { smoothLinks } from '../wilson/wilson.fixture.ts';
import { chiralSum } from './chirality.ts';
import { denseOverlap } from './dense.ts';
import { OverlapOperator } from './operator.ts';
import { fluxWithNoise, times, transformedSpinor } from './overlap.fixture.ts';
import { OverlapSolver } from './solve.ts';

function random(operator: OverlapOperator, seed: number): Field {
  const vector = operator.vector();
  drawGaussian(vector, key(seed, 0, 'noise'));
  return vector;
}

/** out = a x + b y */
function combined(a: number, x: Field, b: number, y: Field): Field {
  const out = x.like();
  axpy(x.components, x.lattice.dimension).run({ a, x, y: out });
  axpy(x.components, x.lattice.dimension).run({ a: b, x: y, y: out });
  return out;
}

function gamma5(x: Field): Field {
  const out = x.like();
  chiralSum(x.components, x.lattice.dimension).run({ a: 0, b: 1, p: 0, q: 0, x, y: x, out });
  return out;
}

const applied = (operator: OverlapOperator, psi: Field, sense: 1 | -1 = 1) => {
  const out = psi.like();
  operator.bindDirac(psi, out, sense)();
  return out;
};

const norm = (x: Field) => Math.sqrt(complexProduct(x, x)[0]);

describe.each([
  { group: 'U(1)', extents: [6, 6], width: 0.5 },
  { group: 'SU(3)', extents: [4, 4], width: 0.4 },
  { group: 'SU(2)', extents: [2, 2, 2, 2], width: 0.3 },
])('$group on $extents', ({ group, extents, width }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, width);
  const theory = { lattice, group: u.group };
  const operator = new OverlapOperator({ ...theory, sign: { tolerance: 1e-12, modes: 6 } }).setLinks(u);
  const { rho } = operator;
  const psi = random(operator, 1);

  test('Ginsparg and Wilson: γ₅D + Dγ₅ = Dγ₅D/ρ to 1e-12', () => {
    const D = (x: Field) => applied(operator, x);
    const left = combined(1, gamma5(D(psi)), 1, D(gamma5(psi)));
    const right = D(gamma5(D(psi)));
    expect(norm(combined(1, left, -1 / rho, right)) / norm(psi)).toBeLessThan(1e-12);
  });

  test('Zolotarev, Chebyshev and dense agree', () => {
    const exact = times(denseOverlap(operator.kernel).sign, psi);
    const chebyshev = new OverlapOperator({ ...theory, sign: { method: 'chebyshev', tolerance: 1e-12, modes: 3 } });
    const without = new OverlapOperator({ ...theory, sign: { tolerance: 1e-9, modes: 0 } });
    for (const [one, tolerance] of [
      [operator, 1e-12],
      [chebyshev.setLinks(u), 1e-12],
      [without.setLinks(u), 1e-9],
    ] as const) {
      const out = psi.like();
      one.bindSign(psi, out)();
      expect(relativeDistance(out, exact)).toBeLessThan(tolerance);
      expect(one.signReport.error).toBeLessThanOrEqual(tolerance);
    }
  });

  test('D† is the adjoint of D, and D† D on a chirality is what it should be', () => {
    const massive = operator.withMass(0.3);
    const chi = random(operator, 2);
    const [a, b] = [complexProduct(chi, applied(massive, psi)), complexProduct(applied(massive, chi, -1), psi)];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1e-12 * norm(psi) * norm(chi));
    for (const chirality of [1, -1] as const) {
      const projected = combined(1 / 2, psi, chirality / 2, gamma5(psi));
      const out = psi.like();
      const overlap = massive.chiralNormal(chirality).bind(projected, out)(0.1);
      const twice = combined(1, applied(massive, applied(massive, projected), -1), 0.1, projected);
      expect(relativeDistance(out, twice)).toBeLessThan(1e-12);
      expect(overlap).toBeCloseTo(complexProduct(projected, out)[0], 9);
    }
  });

  test('D of transformed links is the transformed D; index and spectrum do not see it', () => {
    const omega = randomElements(lattice, u.group, 1, key(4, 0, 'gaugeTransformation'));
    const elsewhere = new OverlapOperator(theory).setLinks(gaugeTransformed(u, omega));
    const turn = (x: Field) => transformedSpinor(u.group, omega, x);
    expect(relativeDistance(applied(elsewhere, turn(psi)), turn(applied(operator, psi)))).toBeLessThan(1e-9);
    const [here, there] = [denseOverlap(operator.kernel), denseOverlap(elsewhere.kernel)];
    expect(there.index).toBe(here.index);
    here.cosines.plus.forEach((a, k) => {
      expect(there.cosines.plus[k]).toBeCloseTo(a, 11);
    });
  });

  test('propagators solve D x = b', () => {
    const massive = operator.withMass(0.2);
    const solver = new OverlapSolver(massive);
    const report = solver.solve(psi, { tolerance: 1e-10 });
    expect(report.residual).toBeLessThan(2e-10);
    expect(relativeDistance(applied(massive, solver.solution), psi)).toBeLessThan(2.1e-10);
  });
});

/** λ of free quarks at momentum p: ρ (1 + (a + i s)/√(a² + s²)), a = −ρ + Σ (1 − cos p), s² = Σ sin² p. */
function freeSquare(p: readonly number[], rho: number): number {
  const a = p.reduce((sum, q) => sum + 1 - Math.cos(q), -rho);
  const s = Math.hypot(...p.map(Math.sin));
  return 2 * rho ** 2 * (1 + a / Math.hypot(a, s));
}

function planeWave(operator: OverlapOperator, lattice: Lattice, p: readonly number[]): Field {
  const wave = operator.vector();
  const { components } = wave;
  const numbers = Array.from(wave.sites, site => {
    const phase = lattice.coordinates(site).reduce((sum, x, mu) => sum + p[mu] * x, 0);
    return Array.from({ length: components }, (_, c) => (c % 2 === 0 ? Math.cos(phase + c) : Math.sin(phase + c - 1)));
  });
  return wave.fromArray(numbers.flat());
}

test('free quarks on 4^4 at rho = 1.4: plane waves have the |λ|² of their momenta, from 0.7850760678² to 2.7956384044²', () => {
  const lattice = latticeOf([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const operator = new OverlapOperator({ lattice, group, sign: { tolerance: 1e-11, modes: 0 } });
  operator.setLinks(coldStart(lattice, group));
  const { PI } = Math;
  const known = [
    [[0, 0, 0, PI / 4], 0.7850760678],
    [[PI / 2, PI, 0, (3 * PI) / 4], undefined],
    [[PI, PI, PI, (3 * PI) / 4], 2.7956384044],
  ] as const;
  for (const [p, size] of known) {
    const wave = planeWave(operator, lattice, p);
    const twice = applied(operator, applied(operator, wave), -1);
    const square = freeSquare(p, 1.4);
    if (size) expect(Math.sqrt(square)).toBeCloseTo(size, 10);
    expect(norm(combined(1, twice, -square, wave)) / norm(wave)).toBeLessThan(1e-10);
  }
});

describe('refusals', () => {
  const lattice = latticeOf([4, 4]);
  const group = groupNamed('U(1)');
  const theory = { lattice, group };
  test('parameters without meaning', () => {
    expect(() => new OverlapOperator({ ...theory, rho: 2 })).toThrow('for rho between 0 and 2; found 2');
    expect(() => new OverlapOperator({ ...theory, mass: 2 })).toThrow('from 0 to below 2 rho = 2');
    expect(() => new OverlapOperator({ ...theory, sign: { tolerance: 0 } })).toThrow('lies between 0 and 1; found 0');
    expect(() => new OverlapSolver(new OverlapOperator(theory))).toThrow('need a mass above 0');
    expect(() => new OverlapOperator(theory).bindSign(lattice.field(4), lattice.field(4))()).toThrow(
      'call setLinks first',
    );
  });
  test('a sign that cannot be as good as asked', () => {
    const operator = new OverlapOperator({ ...theory, sign: { tolerance: 1e-17 } });
    expect(() => operator.setLinks(hotStart(lattice, group, key(1, 0, 'start')))).toThrow('Ask for a larger tolerance');
    const chebyshev = new OverlapOperator({ ...theory, sign: { method: 'chebyshev', tolerance: 1e-15 } });
    expect(() => chebyshev.setLinks(hotStart(lattice, group, key(1, 0, 'start')))).toThrow(/larger tolerance|less/);
  });
  test('a kernel without a sign: periodic free quarks at rho near 0', () => {
    // The constant spinor has H_W = −ρ.
    const periodic = new OverlapOperator({ ...theory, rho: 1e-14, boundary: ['periodic', 'periodic'] });
    expect(() => periodic.setLinks(coldStart(lattice, group))).toThrow('sign is not defined there');
  });
});

test('many modes of rough links: half of them on each side of zero, the check passes', () => {
  const lattice = latticeOf([6, 6]);
  const u = fluxWithNoise(lattice, 1, 1.2);
  const operator = new OverlapOperator({ lattice, group: u.group, sign: { tolerance: 1e-10, modes: 16 } }).setLinks(u);
  const { modes, error, range } = operator.signReport;
  expect(error).toBeLessThan(1e-10);
  expect(modes.length).toBeGreaterThan(8);
  const { kernelValues } = denseOverlap(operator.kernel);
  const bySize = [...kernelValues].sort((a, b) => Math.abs(a) - Math.abs(b));
  modes.forEach((value, k) => {
    expect(value).toBeCloseTo(bySize[k], 9);
  });
  expect(range.lower).toBeLessThanOrEqual(Math.abs(bySize[modes.length]));
});
