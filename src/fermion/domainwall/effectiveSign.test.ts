import { describe, expect, test } from 'vitest';
import { axpy, drawGaussian, type Field, key } from '../../lattice/index.ts';
import { denseHermitian } from '../eigen/denseHermitian.ts';
import { overlapDeterminant } from '../overlap/determinant.ts';
import { OverlapKernel } from '../overlap/kernel.ts';
import { fluxWithNoise } from '../overlap/overlap.fixture.ts';
import { wallSign } from '../overlap/signRule.ts';
import { complexProduct, latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { denseMap, logAbsDeterminant } from '../wilson/wilson.fixture.ts';
import { effectiveSign } from './effectiveSign.ts';
import { EvenOddDomainWall } from './evenOdd.ts';
import { DomainWallOperator } from './operator.ts';
import { optimalWalls } from './optimalWalls.ts';
import { DomainWallSolver } from './solve.ts';

const lattice = latticeOf([4, 4]);
const u = fluxWithNoise(lattice, 1, 0.4);
const theory = { lattice, group: u.group };
const rho = 1.2;
const kernel = new OverlapKernel({ ...theory, rho }).setLinks(u);

/** f(H_W) ψ from all eigenvectors. */
function functionOfKernel(f: (x: number) => number, psi: Field): Field {
  const { wilson } = kernel;
  const [from, to] = [wilson.vector(), wilson.vector()];
  const solver = denseHermitian({ from, to, apply: kernel.bind(from, to) });
  const { size, stride, vectors } = solver;
  const values = new Float64Array(size);
  solver.eigen(values);
  const [x, out] = [psi.toArray(), new Float64Array(2 * size)];
  for (let k = 0; k < size; k++) {
    const v = (i: number) => [vectors.re[k * stride + i], vectors.im[k * stride + i]];
    let [re, im] = [0, 0];
    for (let i = 0; i < size; i++) {
      const [a, b] = v(i);
      re += a * x[2 * i] + b * x[2 * i + 1];
      im += a * x[2 * i + 1] - b * x[2 * i];
    }
    const factor = f(values[k] * kernel.unit);
    for (let i = 0; i < size; i++) {
      const [a, b] = v(i);
      out[2 * i] += factor * (a * re - b * im);
      out[2 * i + 1] += factor * (a * im + b * re);
    }
  }
  return psi.like().fromArray(out);
}

const omegas = [0.4, 1.3, 0.9, 2];

describe('walls with b_s = c_s = ω_s', () => {
  const walls = new DomainWallOperator({ ...theory, mass: 0.3, height: rho, extent5: 4, b: omegas, c: omegas });
  walls.setLinks(u);

  test('act like the overlap operator with tanh Σ artanh ω_s H_W for a sign', () => {
    const chi = walls.wilson.vector();
    drawGaussian(chi, key(1, 0, 'noise'));
    const out = chi.like();
    const report = effectiveSign(walls, chi, out)({ tolerance: 1e-12 });
    expect(report.residual).toBeLessThan(2e-12);
    const rule = wallSign(omegas);
    expect(
      relativeDistance(
        out,
        functionOfKernel(x => rule.at(x).value, chi),
      ),
    ).toBeLessThan(1e-10);
  });

  test('divided by Pauli-Villars fields they have the determinant of that operator with the mass 2ρ m', () => {
    const ofWalls = (mass: number) => {
      const operator = walls.withMass(mass);
      const [p, q, o] = [operator.vector('even'), operator.vector('even'), operator.vector('odd')];
      const out = o.like();
      const schur = denseMap(new EvenOddDomainWall(operator).bindSchur(p, q), p, q);
      const local = denseMap(operator.bindMix(o, out, operator.local), o, out);
      return logAbsDeterminant(schur) + logAbsDeterminant(local);
    };
    const ofQuarks = (mass: number) =>
      -overlapDeterminant({ ...theory, rho, mass: 2 * rho * mass, flavours: 1, sign: wallSign(omegas) }).value(u);
    const rows = 2 * lattice.volume;
    expect(ofWalls(0.3) - ofWalls(1) + rows * Math.log(2 * rho)).toBeCloseTo(ofQuarks(0.3), 9);
  });
});

test.each([
  [1, 0],
  [1.5, 0.5],
])('b = %d, c = %d: ε knows the residual mass that is seen half-way', (b, c) => {
  const walls = new DomainWallOperator({ ...theory, mass: 0.2, height: rho, extent5: 4, b, c }).setLinks(u);
  const solver = new DomainWallSolver(walls);
  const eta = walls.wilson.vector();
  drawGaussian(eta, key(3, 0, 'noise'));
  solver.solve(eta, { tolerance: 1e-12 });
  const p = eta.like().copyFrom(eta);
  axpy(p.components, lattice.dimension).run({ a: 1 - walls.mass, x: solver.solution, y: p });
  const image = p.like();
  effectiveSign(walls, p, image)({ tolerance: 1e-12 });
  const squared = (field: Field) => complexProduct(field, field)[0];
  expect((squared(p) - squared(image)) / 4 / squared(solver.midpoint())).toBeCloseTo(1, 9);
});

test('with a kernel of its own, b ≠ c, ε is a sign too: longer walls have ε² closer to 1', () => {
  const chi = kernel.wilson.vector();
  drawGaussian(chi, key(2, 0, 'noise'));
  const errors = [4, 8, 16].map(extent5 => {
    const walls = new DomainWallOperator({ ...theory, mass: 0.3, height: rho, extent5, b: 1.5, c: 0.5 }).setLinks(u);
    const [once, twice] = [chi.like(), chi.like()];
    effectiveSign(walls, chi, once)({ tolerance: 1e-12 });
    effectiveSign(walls, once, twice)({ tolerance: 1e-12 });
    return relativeDistance(twice, chi);
  });
  expect(errors[1]).toBeLessThan(errors[0] / 2);
  expect(errors[2]).toBeLessThan(errors[1] / 2);
});

describe('optimal walls', () => {
  test.each([
    [4, 0.1, 3],
    [7, 0.02, 2],
    [1, 0.5, 2],
  ])('%d slices on [%d, %d]: the error of the sign alternates, L₅ + 1 times with one size', (extent5, lower, upper) => {
    const { b, c } = optimalWalls({ lower, upper, extent5, difference: 0.5 });
    b.forEach((one, s) => {
      expect(one - c[s]).toBeCloseTo(0.5, 12);
    });
    const rule = wallSign(b.map((one, s) => one + c[s]));
    const steps = 40_000;
    const errors = Array.from(
      { length: steps + 1 },
      (_, k) => rule.at(lower * (upper / lower) ** (k / steps)).value - 1,
    );
    const extremes = errors.filter(
      (error, k) =>
        k === 0 ||
        k === steps ||
        (Math.abs(error) >= Math.abs(errors[k - 1]) && Math.abs(error) > Math.abs(errors[k + 1])),
    );
    const size = Math.abs(extremes[0]);
    expect(extremes).toHaveLength(extent5 + 1);
    extremes.forEach((error, k) => {
      // A grid of 40 000 points misses the top of an extreme by some 1e-6 of it.
      expect(error / (k % 2 === 0 ? -size : size)).toBeCloseTo(1, 5);
    });
  });

  test('refusals', () => {
    expect(() => optimalWalls({ lower: 0, upper: 1, extent5: 4, difference: 1 })).toThrow('found [0, 1]');
    expect(() => optimalWalls({ lower: 0.1, upper: 1, extent5: 0, difference: 1 })).toThrow('found 0');
  });
});
