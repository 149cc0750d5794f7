import { describe, expect, test } from 'vitest';
import { coldStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { denseMap, logAbsDeterminant, smoothLinks } from '../wilson/wilson.fixture.ts';
import { denseOverlap, overlapLogDeterminant, overlapSpectrum, traceIndex, zeroModes } from './dense.ts';
import { OverlapKernel } from './kernel.ts';
import { modeIndex, overlapModes } from './modes.ts';
import { OverlapOperator } from './operator.ts';
import { fluxWithNoise } from './overlap.fixture.ts';

describe.each([-2, -1, 0, 1, 2, 3])('2-D U(1) with charge %d', charge => {
  const lattice = latticeOf([6, 6]);
  const u = fluxWithNoise(lattice, charge, 0.2);
  const operator = new OverlapOperator({ lattice, group: u.group, sign: { modes: 4 } });
  const dense = denseOverlap(operator.kernel.setLinks(u));

  test('the index is the charge: n₊ − n₋ = −½ Tr sign H', () => {
    const { plus, minus } = zeroModes(dense);
    expect(dense.index).toBe(charge);
    expect(plus - minus).toBe(charge);
    expect(traceIndex(operator.kernel)).toBe(charge);
  });
  test('eigenvalues lie on the circle |λ − ρ| = ρ, as many as there are components', () => {
    const values = overlapSpectrum(dense);
    expect(values).toHaveLength(2 * lattice.volume);
    for (const [re, im] of values) expect(Math.hypot(re - dense.rho, im)).toBeCloseTo(dense.rho, 12);
  });
  if (charge === -1) {
    test('low modes found by Lanczos are those of the matrix, with their chirality', () => {
      operator.setLinks(u);
      const modes = overlapModes(operator, { count: 3 });
      for (const chirality of [1, -1] as const) {
        const cosines = chirality === 1 ? dense.cosines.plus : dense.cosines.minus;
        const found = modes.filter(mode => mode.chirality === chirality);
        found.forEach(({ size }, k) => {
          expect(size).toBeCloseTo(Math.sqrt(2 * Math.max(0, 1 + cosines[k])), 6);
        });
      }
      expect(modeIndex(operator)).toBe(charge);
    });
  }
});

test('ln det D is that of the matrix of D, with zero modes and without', () => {
  for (const [group, extents, charge] of [
    ['U(1)', [4, 4], 1],
    ['SU(2)', [4, 2], undefined],
  ] as const) {
    const lattice = latticeOf(extents);
    const u = charge === undefined ? smoothLinks(group, lattice, 0.4) : fluxWithNoise(lattice, charge, 0.2);
    const operator = new OverlapOperator({ lattice, group: u.group, mass: 0.15, sign: { tolerance: 1e-12 } }).setLinks(
      u,
    );
    const [psi, out] = [operator.vector(), operator.vector()];
    const matrix = denseMap(operator.bindDirac(psi, out), psi, out);
    const dense = denseOverlap(operator.kernel);
    expect(overlapLogDeterminant(dense, 0.15)).toBeCloseTo(logAbsDeterminant(matrix), 9);
    if (charge) expect(() => overlapLogDeterminant(dense, 0)).toThrow('have the determinant 0 here: 1 zero modes');
  }
});

test('free quarks on 8^2: the spectrum and ln det are those of the momenta', () => {
  const lattice = latticeOf([8, 8]);
  const group = groupNamed('U(1)');
  const kernel = new OverlapKernel({ lattice, group }).setLinks(coldStart(lattice, group));
  const squares = Array.from({ length: 64 }, (_, k) => {
    const p = [(2 * Math.PI * (k % 8)) / 8, (Math.PI * (2 * Math.floor(k / 8) + 1)) / 8];
    const a = p.reduce((sum, q) => sum + 1 - Math.cos(q), -1);
    return 2 * (1 + a / Math.hypot(a, ...p.map(Math.sin)));
  }).sort((x, y) => x - y);
  const dense = denseOverlap(kernel);
  // Both chiralities see each momentum once.
  for (const cosines of [dense.cosines.plus, dense.cosines.minus]) {
    cosines.forEach((a, k) => {
      expect(2 * (1 + a)).toBeCloseTo(squares[k], 12);
    });
  }
  const massive = (m: number) => squares.reduce((sum, s) => sum + Math.log((1 - m ** 2 / 4) * s + m ** 2), 0);
  for (const m of [0, 0.1]) expect(overlapLogDeterminant(dense, m)).toBeCloseTo(massive(m), 10);
});

test('a matrix that is too large is not written out', () => {
  const kernel = new OverlapKernel({ lattice: latticeOf([48, 48]), group: groupNamed('U(1)') });
  expect(() => denseOverlap(kernel)).toThrow('a matrix of 4608 complex rows; at most 4096 are written out');
});
