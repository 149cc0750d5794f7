import { describe, expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { drawGaussian, type Field, key } from '../../lattice/index.ts';
import { complexProduct, hotOperator, latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { WilsonOperator } from '../wilson/operator.ts';
import { BiCGStab } from './bicgstab.ts';
import { type LinearOperator, type LinearSolver, normalOf } from './linearOperator.ts';
import { NormalEquations } from './normalEquations.ts';

/** D of staggered quarks on all sites. */
function staggered(group: string, extents: readonly number[], mass: number): LinearOperator {
  const { operator } = hotOperator(group, latticeOf(extents));
  const bind = (sign: 1 | -1) => (chi: Field, out: Field) => {
    const run = operator.bindDirac(chi, out, sign);
    return () => run(mass);
  };
  const { lattice } = operator;
  const components = operator.vector().components;
  return { name: 'staggered operator', lattice, components, parity: 'all', bind: bind(1), bindDagger: bind(-1) };
}

/** D of Wilson quarks. */
function wilson(group: string, extents: readonly number[], kappa: number, cSw?: number): LinearOperator {
  const lattice = latticeOf(extents);
  const u = hotStart(lattice, groupNamed(group), key(1, 0, 'start'));
  const operator = new WilsonOperator({ lattice, group: u.group, kappa, ...(cSw === undefined ? {} : { cSw }) });
  operator.setLinks(u);
  return {
    name: operator.name,
    lattice,
    components: operator.vector().components,
    parity: 'all',
    bind: (psi, out) => operator.bindDirac(psi, out, 1),
    bindDagger: (psi, out) => operator.bindDirac(psi, out, -1),
  };
}

const vector = (A: LinearOperator, seed: number) => {
  const field = A.lattice.field(A.components, { parity: A.parity });
  drawGaussian(field, key(seed, 0, 'noise'));
  return field;
};

function trueResidual(A: LinearOperator, x: Field, b: Field): number {
  const image = b.like();
  A.bind(x, image)();
  return relativeDistance(image, b);
}

/** The solution by elimination with row exchange, in plain complex numbers. */
function denseSolution(A: LinearOperator, b: Field): Float64Array {
  const [unit, image] = [b.like(), b.like()];
  const apply = A.bind(unit, image);
  const right = b.toArray();
  const size = right.length / 2;
  const rows = Array.from({ length: size }, () => new Float64Array(2 * size + 2));
  for (let j = 0; j < size; j++) {
    unit.fromArray(right.map((_, k) => (k === 2 * j ? 1 : 0)));
    apply();
    const column = image.toArray();
    for (let i = 0; i < size; i++) rows[i].set([column[2 * i], column[2 * i + 1]], 2 * j);
  }
  for (let i = 0; i < size; i++) rows[i].set([right[2 * i], right[2 * i + 1]], 2 * size);
  for (let j = 0; j < size; j++) {
    const magnitude = (i: number) => Math.hypot(rows[i][2 * j], rows[i][2 * j + 1]);
    let pivot = j;
    for (let i = j + 1; i < size; i++) if (magnitude(i) > magnitude(pivot)) pivot = i;
    [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
    const [a, c] = [rows[j][2 * j], rows[j][2 * j + 1]];
    const squared = a * a + c * c;
    for (let i = 0; i < size; i++) {
      const [re, im] = [rows[i][2 * j], rows[i][2 * j + 1]];
      if (i === j || (re === 0 && im === 0)) continue;
      const [p, q] = [(re * a + im * c) / squared, (im * a - re * c) / squared];
      for (let k = 2 * j; k < 2 * size + 2; k += 2) {
        const [x, y] = [rows[j][k], rows[j][k + 1]];
        rows[i][k] -= p * x - q * y;
        rows[i][k + 1] -= p * y + q * x;
      }
    }
  }
  return Float64Array.from(right, (_, k) => {
    const i = k >> 1;
    const [a, c, x, y] = [rows[i][2 * i], rows[i][2 * i + 1], rows[i][2 * size], rows[i][2 * size + 1]];
    return (k % 2 === 0 ? x * a + y * c : y * a - x * c) / (a * a + c * c);
  });
}

const solvers: [string, (A: LinearOperator) => LinearSolver][] = [
  ['normal equations', A => new NormalEquations(A)],
  ['BiCGStab', A => new BiCGStab(A)],
];

describe.each([
  ['staggered SU(2)', staggered('SU(2)', [2, 4, 4], 0.4)],
  ['Wilson SU(3)', wilson('SU(3)', [2, 2, 2, 2], 0.11)],
  ['Wilson with clover term, SU(2)', wilson('SU(2)', [2, 2, 2, 4], 0.1, 1)],
  ['Wilson U(1) in two dimensions', wilson('U(1)', [4, 6], 0.22)],
])('%s', (_, A) => {
  const b = vector(A, 1);
  const exact = b.like().fromArray(denseSolution(A, b));

  test('A† is the adjoint of A, and the normal operator their product', () => {
    const [x, y, first, second] = [vector(A, 2), vector(A, 3), b.like(), b.like()];
    A.bind(x, first)();
    A.bindDagger(y, second)();
    const [re1, im1] = complexProduct(y, first);
    const [re2, im2] = complexProduct(second, x);
    // Rounding of sums of some hundred products.
    expect(Math.hypot(re1 - re2, im1 - im2) / Math.hypot(re1, im1)).toBeLessThan(1e-11);
    const shifted = normalOf(A).bind(x, second)(0.3);
    const norm = complexProduct(first, first)[0] + 0.3 * complexProduct(x, x)[0];
    expect(shifted / norm).toBeCloseTo(1, 12);
  });
  test.each(solvers)('%s: the solution is that of elimination', (__, make) => {
    for (const tolerance of [1e-4, 1e-8, 1e-12]) {
      const solver = make(A);
      const { residual, iterations } = solver.solve(b, { tolerance });
      expect(trueResidual(A, solver.solution, b)).toBeLessThanOrEqual(2 * tolerance);
      expect(residual).toBeCloseTo(trueResidual(A, solver.solution, b), 13);
      expect(iterations).toBeGreaterThan(0);
      // The condition number of these operators is below a thousand.
      expect(relativeDistance(solver.solution, exact)).toBeLessThan(1e3 * 2 * tolerance + 1e-11);
    }
  });
  test.each(solvers)('%s: a guess that is the solution needs no iteration, a zero source neither', (__, make) => {
    const solver = make(A);
    expect(solver.solve(b, { tolerance: 1e-10, guess: exact }).iterations).toBe(0);
    expect(solver.solve(b.like(), { tolerance: 1e-10, guess: exact })).toEqual({ iterations: 0, residual: 0 });
    expect(solver.solution.toArray().every(x => x === 0)).toBe(true);
  });
  test.each(solvers)('%s: the same numbers whatever was solved before', (__, make) => {
    const solver = make(A);
    const first = solver.solve(b, { tolerance: 1e-9 });
    const solution = solver.solution.clone();
    solver.solve(vector(A, 5), { tolerance: 1e-3 });
    expect(solver.solve(b, { tolerance: 1e-9 })).toEqual(first);
    expect(relativeDistance(solver.solution, solution)).toBe(0);
  });
});

test('with heavy Wilson quarks BiCGStab applies the operator less often than normal equations', () => {
  const A = wilson('SU(3)', [4, 4, 2, 2], 0.12);
  const b = vector(A, 1);
  const [normal, bicgstab] = solvers.map(([, make]) => make(A).solve(b, { tolerance: 1e-10 }).iterations);
  expect(bicgstab).toBeLessThan(normal);
});

describe.each(solvers)('%s says', (_, make) => {
  const A = staggered('SU(2)', [4, 4, 2, 4], 0.05);
  const b = vector(A, 1);
  test('that the iterations do not suffice', () => {
    expect(() => make(A).solve(b, { tolerance: 1e-10, maxIterations: 4 })).toThrow(/after 4 iterations.*asked was/);
  });
  test('that double precision does not allow what is asked', () => {
    expect(() => make(A).solve(b, { tolerance: 1e-19, maxIterations: 3000 })).toThrow(/stopped falling|is too large/);
  });
  test('that there is a NaN', () => {
    const broken = b.clone();
    broken.set([0, 0, 0, 0], 0, Number.NaN);
    expect(() => make(A).solve(broken, { tolerance: 1e-8 })).toThrow(/NaN/);
  });
});
