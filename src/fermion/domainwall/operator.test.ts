import { describe, expect, test } from 'vitest';
import { coldStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { axpy, drawGaussian, type Field, key } from '../../lattice/index.ts';
import { solveLinearSystem } from '../rational/linearSystem.ts';
import { complexProduct, latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { kappaOfMass } from '../wilson/operator.ts';
import { pointSource } from '../wilson/solve.ts';
import {
  denseMap,
  denseWilson,
  largestEntryDifference,
  logAbsDeterminant,
  smoothLinks,
  type Z,
  type ZMatrix,
} from '../wilson/wilson.fixture.ts';
import { EvenOddDomainWall } from './evenOdd.ts';
import { onSlice } from './fifthRows.ts';
import { DomainWallOperator, type DomainWallOptions, usualHeight } from './operator.ts';
import { DomainWallSolver } from './solve.ts';

const periodic = ['periodic', 'periodic', 'periodic', 'periodic'] as const;

/** D entry by entry from its definition; index site, slice, spin and colour. */
function denseDomainWall(
  W: ZMatrix,
  perSite: number,
  { height = usualHeight, extent5, mass, b = 1, c = 0 }: DomainWallOptions,
  d: number,
): ZMatrix {
  const sites = W.length / perSite;
  const factor = d - height;
  const index = (site: number, s: number, a: number) => (site * extent5 + s) * perSite + a;
  const size = W.length * extent5;
  const D: [number, number][][] = Array.from({ length: size }, () => Array.from({ length: size }, () => [0, 0]));
  const add = (row: number, column: number, f: number, z: Z) => {
    D[row][column][0] += f * z[0];
    D[row][column][1] += f * z[1];
  };
  for (let s = 0; s < extent5; s++) {
    for (let x = 0; x < sites; x++) {
      for (let a = 0; a < perSite; a++) {
        for (let y = 0; y < sites; y++) {
          for (let e = 0; e < perSite; e++) {
            const w = W[x * perSite + a][y * perSite + e];
            const one = x === y && a === e ? 1 : 0;
            const upper = e < perSite / 2;
            // P₋ ψ_{s+1} is the upper half, P₊ ψ_{s−1} the lower one.
            const from = upper ? s + 1 : s - 1;
            const [there, sign] = from === extent5 ? [0, -mass] : from === -1 ? [extent5 - 1, -mass] : [from, 1];
            const [bs, cs] = [onSlice(b, s), onSlice(c, s)];
            add(index(x, s, a), index(y, s, e), 1, [bs * factor * w[0] + one, bs * factor * w[1]]);
            add(index(x, s, a), index(y, there, e), sign, [cs * factor * w[0] - one, cs * factor * w[1]]);
          }
        }
      }
    }
  }
  return D;
}

describe.each([
  { group: 'SU(2)', extents: [2, 2, 2, 2], extent5: 2, b: 1, c: 0 },
  { group: 'U(1)', extents: [2, 4], extent5: 5, b: 1.5, c: 0.5 },
  { group: 'SU(3)', extents: [4, 2], extent5: 6, b: 1, c: 1 },
  { group: 'U(1)', extents: [4, 2], extent5: 4, b: [0.4, 1.7, 0.9, 1.2], c: [0.3, 0.8, 0, 1.1] },
  { group: 'SU(2)', extents: [2, 4], extent5: 3, b: 1.4, c: [0.3, 0.8, 0.5] },
])('$group on $extents, L_5 = $extent5, b = $b, c = $c', ({ group, extents, extent5, b, c }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.4);
  const options: DomainWallOptions = { lattice, group: u.group, mass: 0.2, height: 1.3, extent5, b, c };
  const operator = new DomainWallOperator(options).setLinks(u);
  const angles = extents.map((_, mu) => (mu === extents.length - 1 ? Math.PI : 0));
  const d = extents.length;
  const W = denseWilson(u, { kappa: kappaOfMass(-1.3, d), angles });
  const byHand = denseDomainWall(W, W.length / lattice.volume, options, d);

  test('against a dense matrix written down by itself, and det D = det B_oo det Dhat', () => {
    const [from, to] = [operator.vector(), operator.vector()];
    const traced = denseMap(operator.bindDirac(from, to), from, to);
    expect(largestEntryDifference(traced, byHand)).toBeLessThan(1e-14);
    const [p, q, o] = [operator.vector('even'), operator.vector('even'), operator.vector('odd')];
    const out = o.like();
    const schur = denseMap(new EvenOddDomainWall(operator).bindSchur(p, q), p, q);
    const local = denseMap(operator.bindMix(o, out, operator.local), o, out);
    expect(logAbsDeterminant(schur) + logAbsDeterminant(local)).toBeCloseTo(logAbsDeterminant(byHand), 9);
  });

  test('adjoints, and the normal operator', () => {
    const random = (seed: number, parity: 'even' | 'all') => {
      const field = operator.vector(parity);
      drawGaussian(field, key(seed, 0, 'noise'));
      return field;
    };
    const adjoint = (apply: (from: Field, to: Field, sense: 1 | -1) => void, parity: 'even' | 'all') => {
      const [chi, psi] = [random(1, parity), random(2, parity)];
      const [first, second] = [chi.like(), chi.like()];
      apply(chi, first, 1);
      apply(psi, second, -1);
      const [re1, im1] = complexProduct(psi, first);
      const [re2, im2] = complexProduct(second, chi);
      expect(Math.hypot(re1 - re2, im1 - im2) / complexProduct(chi, chi)[0]).toBeLessThan(1e-13);
    };
    const evenOdd = new EvenOddDomainWall(operator);
    adjoint((from, to, sense) => operator.bindDirac(from, to, sense)(), 'all');
    adjoint((from, to, sense) => evenOdd.bindSchur(from, to, sense)(), 'even');
    const p = random(3, 'even');
    const [once, twice, normal] = [p.like(), p.like(), p.like()];
    evenOdd.bindSchur(p, once)();
    evenOdd.bindSchur(once, twice, -1)();
    axpy(p.components, d).run({ a: 0.4, x: p, y: twice }, { sites: 'even' });
    const overlap = evenOdd.normal().bind(p, normal)(0.4);
    expect(relativeDistance(normal, twice)).toBeLessThan(1e-13);
    expect(overlap / complexProduct(p, normal)[0]).toBeCloseTo(1, 12);
  });

  test('D psi = b, solved', () => {
    const solver = new DomainWallSolver(operator);
    const eta = operator.wilson.vector();
    drawGaussian(eta, key(4, 0, 'noise'));
    expect(solver.solve(eta, { tolerance: 1e-11 }).residual).toBeLessThan(2e-11);
    // The quark is what the dense system gives: D ψ with the source at the walls.
    const image = operator.vector();
    operator.bindDirac(solver.fiveDimensional, image)();
    const perSite = eta.components;
    const numbers = image.toArray();
    const inBulk = Array.from(image.sites, site =>
      numbers.slice(perSite * (site * extent5 + 1), perSite * (site * extent5 + extent5 - 1)),
    );
    expect(Math.max(...inBulk.flatMap(part => [...part].map(Math.abs)), 0)).toBeLessThan(1e-9);
    if (c !== 0) return;
    const walls = operator.vector();
    const source = eta.toArray();
    const chi = new Float64Array(numbers.length);
    for (let site = 0; site < lattice.volume; site++) {
      for (let k = 0; k < perSite; k++) {
        const slice = k < perSite / 2 ? extent5 - 1 : 0;
        chi[(site * extent5 + slice) * perSite + k] = source[site * perSite + k];
      }
    }
    expect(relativeDistance(image, walls.fromArray(chi))).toBeLessThan(1e-10);
  });
});

describe('free quarks at zero momentum', () => {
  const lattice = latticeOf([2, 2, 2, 2]);
  const group = groupNamed('SU(2)');
  const free = (options: Pick<DomainWallOptions, 'mass' | 'height' | 'extent5' | 'b' | 'c'>) =>
    new DomainWallOperator({ lattice, group, boundary: periodic, ...options }).setLinks(coldStart(lattice, group));

  test.each([
    { height: 1.8, extent5: 4, residual: 0.4096 },
    { height: 1.8, extent5: 8, residual: 0.16777216 },
    { height: 1.4, extent5: 8, residual: 0.00065536 },
    { height: 0.9, extent5: 6, residual: 1e-6 },
    { height: 1, extent5: 4, residual: 0 },
    { height: 1.8, extent5: 4, b: 1.5, c: 0.5, residual: (-1.7 / 1.9) ** 4 },
    { height: 1.2, extent5: 7, b: 2, c: 1, residual: (-1.4 / 2.2) ** 7 },
  ])('M_5 = $height, L_5 = $extent5: the propagator is 1 / (m + $residual)', ({ residual, ...walls }) => {
    const solver = new DomainWallSolver(free({ mass: 0.1, ...walls }));
    const eta = solver.operator.wilson.vector();
    eta.fromArray(eta.toArray().map((_, k) => 1 + (k % eta.components)));
    solver.solve(eta, { tolerance: 1e-12 });
    const expected = eta.toArray().map(z => z / (0.1 + residual));
    expect(relativeDistance(solver.solution, eta.like().fromArray(expected))).toBeLessThan(1e-10);
  });

  test.each([
    { height: 1.8, extent5: 4, expected: 0.2540239607 },
    { height: 1.8, extent5: 8, expected: 0.105721581 },
    { height: 1.4, extent5: 8, expected: 0.0844453189 },
  ])('M_5 = $height, L_5 = $extent5: the lowest singular value is $expected', ({ height, extent5, expected }) => {
    const operator = free({ mass: 0.1, height, extent5 });
    const [from, to] = [operator.vector(), operator.vector()];
    const run = operator.bindDirac(from, to);
    // Constant fields of one spin and colour: real L₅ × L₅.
    const { components } = from;
    const size = components / extent5;
    const columns = Array.from({ length: extent5 }, (_, s) => {
      from.fromArray(from.toArray().map((_, k) => (k % components === s * size ? 1 : 0)));
      run();
      const image = to.toArray();
      return Array.from({ length: extent5 }, (_, r) => image[r * size]);
    });
    const gram = columns.map(a => columns.map(b => a.reduce((sum, x, k) => sum + x * b[k], 0)));
    let vector = columns.map((_, k) => 1 + k);
    let lowest = 0;
    for (let step = 0; step < 200; step++) {
      const next = solveLinearSystem(gram, vector);
      const norm = Math.hypot(...next);
      lowest = Math.sqrt(Math.hypot(...vector) / norm);
      vector = next.map(x => x / norm);
    }
    expect(lowest).toBeCloseTo(expected, 9);
  });
});

test('half-way between the walls there is less of the quark in a longer fifth dimension', () => {
  const lattice = latticeOf([2, 2, 2, 4]);
  const u = smoothLinks('SU(2)', lattice, 0.2);
  const squared = (field: Field) => complexProduct(field, field)[0];
  const [short, long] = [4, 8].map(extent5 => {
    const operator = new DomainWallOperator({ lattice, group: u.group, mass: 0.1, height: 1.4, extent5 }).setLinks(u);
    const solver = new DomainWallSolver(operator);
    solver.solve(pointSource(operator.wilson, [0, 0, 0, 0], 0, 0), { tolerance: 1e-10 });
    return squared(solver.midpoint()) / squared(solver.solution);
  });
  expect(long).toBeGreaterThan(0);
  expect(long).toBeLessThan(short / 2);
});

test('errors', () => {
  const lattice = latticeOf([4, 4]);
  const make = (more: Partial<DomainWallOptions>) =>
    new DomainWallOperator({ lattice, group: groupNamed('SU(2)'), mass: 0.1, height: 1, extent5: 5, ...more });
  expect(() => make({ extent5: 1 })).toThrow('found 1');
  expect(() => make({ extent5: 4.5 })).toThrow('found 4.5');
  expect(() => make({ height: 2 })).toThrow('M_5 lies between 0 and 2');
  expect(() => make({ mass: Number.NaN })).toThrow('found m = NaN');
  expect(() => make({ b: -1 })).toThrow('b + c > 0');
  expect(() => make({ b: [1, 1, 1, 1, 1], c: [0, 0, -1, 0, 0] })).toThrow('b + c > 0');
  expect(() => make({ b: [1, 2] })).toThrow('one number, or 5 of them; found [1,2]');
  expect(() => new DomainWallSolver(make({})).midpoint()).toThrow('needs an even L_5; found 5');
});
