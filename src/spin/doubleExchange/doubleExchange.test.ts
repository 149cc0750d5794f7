/** Levels of free electrons, of an independent dense matrix, and exact weights; the differential of Hellmann and Feynman. */
import { describe, expect, test } from 'vitest';
import { expectForce } from '../../../test/expect/index.ts';
import { symmetricEigen } from '../../fermion/eigen/symmetricEigen.ts';
import { coordinatesOf, key, Lattice } from '../../lattice/index.ts';
import { alignedSpins, randomSpins } from '../spinField.ts';
import { doubleExchange } from './doubleExchange.ts';

const model = (extents: readonly number[], changes = {}) =>
  doubleExchange({ extents, hopping: 1, coupling: 1, chemicalPotential: 0, beta: 20, ...changes });
const spinsOn = (extents: readonly number[], seed = 1) =>
  randomSpins(new Lattice(extents), key(seed, 0, 'start')).field.toArray();
const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (x, k) => Math.abs(x - b[k])));

/** Plane waves, −2t Σ cos k; each twice, for the two spins, shifted by ±J/2 if all spins are aligned. */
function planeWaves(extents: readonly number[], t: number, split = 0): number[] {
  const volume = extents.reduce((a, b) => a * b);
  return Array.from({ length: volume }, (_, k) => {
    const energy = coordinatesOf(k, extents).reduce(
      (e, n, mu) => e - 2 * t * Math.cos((2 * Math.PI * n) / extents[mu]),
      0,
    );
    return [energy - split, energy + split];
  })
    .flat()
    .sort((a, b) => a - b);
}

describe.each([[[6, 6]], [[8, 8]], [[5, 3]], [[2, 2]], [[2, 4, 3]], [[7]]])('on %j', extents => {
  test('J = 0: plane waves', () => {
    const levels = model(extents, { coupling: 0, hopping: 0.7 }).spectrum(spinsOn(extents));
    expect(largest(levels, planeWaves(extents, 0.7))).toBeLessThan(1e-12);
  });

  test('aligned spins split every plane wave by J', () => {
    const up = alignedSpins(new Lattice(extents)).field.toArray();
    expect(largest(model(extents, { coupling: 0.6 }).spectrum(up), planeWaves(extents, 1, 0.3))).toBeLessThan(1e-12);
  });
});

/**
 * The matrix written down anew, element by element, as the real symmetric one [[A, −B], [B, A]] of A + iB, by Jacobi rotations;
 * each level is there twice.
 */
function denseLevels([Lx, Ly]: readonly number[], t: number, J: number, spins: Float64Array): number[] {
  const n = 2 * Lx * Ly;
  const h = Array.from({ length: 2 * n }, () => new Array<number>(2 * n).fill(0));
  const put = (i: number, j: number, re: number, im: number) => {
    h[i][j] += re;
    h[n + i][n + j] += re;
    h[i][n + j] -= im;
    h[n + i][j] += im;
  };
  for (let y = 0; y < Ly; y++) {
    for (let x = 0; x < Lx; x++) {
      const here = x + Lx * y;
      for (const there of [((x + 1) % Lx) + Lx * y, x + Lx * ((y + 1) % Ly)]) {
        for (const s of [0, 1]) {
          put(2 * here + s, 2 * there + s, -t, 0);
          put(2 * there + s, 2 * here + s, -t, 0);
        }
      }
      const [sx, sy, sz] = spins.subarray(3 * here, 3 * here + 3);
      put(2 * here, 2 * here, (J / 2) * sz, 0);
      put(2 * here + 1, 2 * here + 1, (-J / 2) * sz, 0);
      put(2 * here, 2 * here + 1, (J / 2) * sx, (-J / 2) * sy);
      put(2 * here + 1, 2 * here, (J / 2) * sx, (J / 2) * sy);
    }
  }
  return symmetricEigen(h).values.filter((_, k) => k % 2 === 0) as number[];
}

test.each([[[4, 4]], [[3, 2]]])('random spins on %j: levels of the matrix written down anew', extents => {
  const spins = spinsOn(extents);
  expect(largest(model(extents, { coupling: 1.3 }).spectrum(spins), denseLevels(extents, 1, 1.3, spins))).toBeLessThan(
    1e-11,
  );
});

test('even lattices have levels in pairs ±E', () => {
  const levels = model([6, 6]).spectrum(spinsOn([6, 6]));
  expect(largest(levels, levels.map(e => -e).reverse())).toBeLessThan(1e-12);
});

describe('ln W', () => {
  /** Spins that other programs can write down: z and the angle in steps of the golden section and of √2. */
  const stepped = (extents: readonly number[]) =>
    Float64Array.from(
      Array.from({ length: extents.reduce((a, b) => a * b) }, (_, n) => {
        const z = 2 * ((n * 0.6180339887498949 + 0.25) % 1) - 1;
        const angle = 2 * Math.PI * ((n * 0.4142135623730951 + 0.5) % 1);
        const r = Math.sqrt(1 - z * z);
        return [r * Math.cos(angle), r * Math.sin(angle), z];
      }).flat(),
    );

  // The matrix written in Python from the formulas of the header, numpy.linalg.eigvalsh and logaddexp, numpy 2.4.
  test.each([
    [[6, 6], 1, 1, 0, 20, 1221.9759548707916],
    [[8, 8], 1, 1, 0, 20, 2154.518154426967],
    [[4, 4], 1, 8, -1.5, 50, 2250.929136087074],
    [[2, 3], 1, 2, 0.3, 5, 78.38612637402723],
    [[3, 2, 2], 0.7, 1.3, -0.4, 12, 231.03582454162733],
    [[6, 6], 1, 4, -3, 1000, 10417.680103387434],
  ])(
    'on %j, t = %d, J = %d, μ = %d, β = %d is that of numpy',
    (extents, hopping, coupling, chemicalPotential, beta, expected) => {
      const ours = doubleExchange({ extents, hopping, coupling, chemicalPotential, beta }).logWeight(stepped(extents));
      expect(Math.abs(ours - expected) / expected).toBeLessThan(1e-13);
    },
  );

  test('is stable where exp is not', () => {
    const spins = spinsOn([4, 4]);
    const levels = model([4, 4]).spectrum(spins);
    const far = 1000;
    // β (E − μ) between ∓1000 and beyond: all levels full, or all empty.
    expect(model([4, 4], { chemicalPotential: far / 20 + 5 }).logWeight(spins)).toBeCloseTo(
      levels.reduce((sum, e) => sum - 20 * (e - far / 20 - 5), 0),
      6,
    );
    expect(model([4, 4], { chemicalPotential: -far / 20 - 5 }).logWeight(spins)).toBe(0);
    expect(model([4, 4], { beta: 1e3 }).logWeight(spins)).toBeCloseTo(
      levels.reduce((sum, e) => sum + Math.max(-1e3 * e, 0), 0),
      3,
    );
  });

  test('at one temperature for many: d ln W/dβ = −⟨H⟩, d ln W/dμ = β ⟨n⟩', () => {
    const spins = spinsOn([4, 2]);
    const at = (beta: number, mu: number) => model([4, 2], { beta, chemicalPotential: mu }).logWeight(spins);
    const { energy, filling } = model([4, 2], { beta: 2, chemicalPotential: 0.3 }).electrons(spins);
    const h = 1e-4;
    expect((at(2 + h, 0.3) - at(2 - h, 0.3)) / (2 * h)).toBeCloseTo(-(energy - 0.3 * 8 * filling), 6);
    expect((at(2, 0.3 + h) - at(2, 0.3 - h)) / (2 * h)).toBeCloseTo(2 * 8 * filling, 6);
  });

  test('half filling at μ = 0 on an even lattice, for any spins', () => {
    expect(model([4, 4]).electrons(spinsOn([4, 4])).filling).toBeCloseTo(1, 12);
  });
});

test.each([
  [[4, 4], {}],
  [[3, 5], { chemicalPotential: -0.4, beta: 5 }],
  [[2, 2, 2], { coupling: 3, beta: 8 }],
])('the force on %j is its derivative', (extents, changes) => {
  const S = randomSpins(new Lattice(extents), key(2, 0, 'start'));
  expectForce(model(extents, changes)).toMatchFiniteDifference(S);
});

describe('refused in a sentence', () => {
  test('spins of another lattice', () => {
    expect(() => model([4, 4]).logWeight(spinsOn([4, 3]))).toThrow('48 reals, three per site; found 36');
    expect(() => model([4, 4]).value(randomSpins(new Lattice([4, 4]), key(1, 0, 'start'), 2))).toThrow('3 components');
  });
  test('numbers that make no sense', () => {
    expect(() => model([4, 1])).toThrow('at least 2; found [4,1]');
    expect(() => model([4, 4], { beta: 0 })).toThrow('above 0; found 0');
    expect(() => model([4, 4], { coupling: Number.NaN })).toThrow('coupling of double exchange');
    expect(() => model([4, 4]).logWeight(spinsOn([4, 4]).fill(Number.NaN))).toThrow('has to be finite');
  });
});
