import { describe, expect, test } from 'vitest';
import { expectForce } from '../../../test/expect/index.ts';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { staggeredHasenbusch } from './hasenbusch.ts';
import type { PseudofermionOptions } from './staggered.ts';
import { wilsonPseudofermions } from './wilson.ts';

const tight = { tolerance: 1e-13, forceTolerance: 1e-12 };
const draw = (trajectory: number) => key(5, trajectory, 'pseudofermion');
const lattice = latticeOf([4, 2, 2, 4]);
const group = groupNamed('SU(3)');
const u = hotStart(lattice, group, key(1, 0, 'start'));
const make = (masses: readonly number[], more: Partial<PseudofermionOptions> = {}) =>
  staggeredHasenbusch({ lattice, group, mass: 0.2, flavours: 4, solver: tight, masses, ...more });

describe.each([4, 8])('staggered, %d flavours', flavours => {
  const parts = make([0.9, 0.4], { flavours });

  test('every part has its force', () => {
    expect(parts).toHaveLength(3);
    parts.forEach((pseudofermion, k) => {
      pseudofermion.refresh(u, draw(k));
      // The lighter the quarks, the larger the fifth derivative.
      expectForce(pseudofermion.action).toMatchFiniteDifference(u, { step: 1e-3 });
    });
  });

  test('after the heat bath every action is chi^2 distributed', () => {
    const complexNumbers = ((flavours === 4 ? 1 : 2) * lattice.volume * group.colours) / 2;
    const draws = 40;
    for (const pseudofermion of parts) {
      let total = 0;
      for (let n = 0; n < draws; n++) {
        pseudofermion.refresh(u, draw(n));
        total += pseudofermion.action.value(u);
      }
      expect(Math.abs(total / draws - complexNumbers)).toBeLessThan(3.5 * Math.sqrt(complexNumbers / draws));
    }
  });
});

test('a ratio weighs its field with the ratio of two determinants', () => {
  // φ† (M + h²) (M + m²)⁻¹ φ = φ† φ + (h² − m²) φ† (M + m²)⁻¹ φ, for any φ
  const [, ratio] = make([0.7]);
  const [plain] = make([]);
  for (const pseudofermion of [ratio, plain]) {
    pseudofermion.refresh(u, draw(1));
    drawGaussian(pseudofermion.field, key(9, 0, 'noise'));
  }
  const squared = plain.field.toArray().reduce((sum, z) => sum + z ** 2, 0);
  const expected = squared + (0.7 ** 2 - 0.2 ** 2) * plain.action.value(u);
  expect(ratio.action.value(u) / expected).toBeCloseTo(1, 12);
});

test('Wilson: after the heat bath the action of every part is the square of its noise', () => {
  const parts = wilsonPseudofermions({ lattice, group, kappa: 0.12, flavours: 2, solver: tight, twists: [1.1, 0.3] });
  for (const pseudofermion of parts) {
    pseudofermion.refresh(u, draw(3));
    const noise = pseudofermion.field.like();
    drawGaussian(noise, draw(3), Math.SQRT1_2);
    const squared = noise.toArray().reduce((sum, z) => sum + z ** 2, 0);
    expect(pseudofermion.action.value(u) / squared).toBeCloseTo(1, 11);
  }
});

test('errors', () => {
  expect(() => make([0.4, 0.9])).toThrow('descend and stay above 0.2; found [0.4,0.9]');
  expect(() => make([0.9, 0.2])).toThrow('descend and stay above 0.2');
  expect(() => make([Number.NaN])).toThrow('descend');
  expect(() => make([0.5], { flavours: 2 })).toThrow('found N_f = 2');
  expect(make([], { flavours: 2 })).toHaveLength(1);
});
