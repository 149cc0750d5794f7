import { expect, test } from 'vitest';
import { ConjugateGradient } from '../solvers/cg.ts';
import { hotOperator, latticeOf, randomVector, relativeDistance } from '../vectors.fixture.ts';
import { determinantPower, powerOf } from './flavours.ts';
import { ShiftedInverses } from './shiftedInverses.ts';
import { staggeredMatrix } from './staggeredMatrix.ts';

const { operator } = hotOperator('SU(3)', latticeOf([4, 4, 2, 4]));
const mass = 0.3;
const range = { lower: mass ** 2, upper: mass ** 2 + 16 };
const options = { tolerance: 1e-13 };
const inverses = new ShiftedInverses(staggeredMatrix(operator, 'even'));
const phi = randomVector(operator, 1, 'even');

/** The product of these powers of M, applied to φ. */
function powers(...exponents: number[]) {
  inverses.source.copyFrom(phi);
  for (const exponent of exponents) {
    inverses.apply(powerOf(exponent, range, 1e-12), mass, options);
    inverses.source.copyFrom(inverses.image);
  }
  return inverses.image.clone();
}

// Each rational function may err by 1e-11.
test.each([
  [[-1 / 2, -1 / 2]],
  [[-1 / 4, -1 / 4, -1 / 4, -1 / 4]],
  [[-3 / 4, -1 / 4]],
  [[-5 / 8, -3 / 8]],
  [[-1, -1, 3 / 8, 5 / 8]],
])('the powers %j make the inverse', exponents => {
  const cg = new ConjugateGradient(operator.normal('even'));
  cg.solve(phi, { tolerance: 1e-13, shift: mass ** 2 });
  expect(relativeDistance(powers(...exponents), cg.solution)).toBeLessThan(1e-10);
});

test.each([1 / 8, 1 / 4, 3 / 8, 5 / 16, 7 / 16])('M^%d twice undoes M^-1 of twice that power', exponent => {
  expect(relativeDistance(powers(exponent, exponent, -2 * exponent), phi)).toBeLessThan(1e-10);
});

test('the value is that of the square root', () => {
  const half = powers(-1 / 4).toArray();
  inverses.source.copyFrom(phi);
  const value = inverses.value(powerOf(-1 / 2, range, 1e-12), mass, options);
  expect(value / half.reduce((sum, z) => sum + z ** 2, 0)).toBeCloseTo(1, 10);
});

test('flavours: powers of the determinant of D, over even or all sites', () => {
  for (let flavours = 1; flavours <= 8; flavours++) {
    const { parity, power } = determinantPower(flavours);
    // det M over all sites is det D², over the even ones det D; N_f flavours are det D^{N_f/4}.
    expect(power * (parity === 'all' ? 2 : 1)).toBe(flavours / 4);
    expect(power).toBeLessThanOrEqual(1);
  }
  for (const flavours of [0, 9, 2.5, Number.NaN]) {
    expect(() => determinantPower(flavours)).toThrow(`1 to 8 flavours, but ${flavours}`);
  }
});
