import { expect, test } from 'vitest';
import { exactPlaquette } from './exactPlaquette.fixture.ts';

test('strong coupling: beta/2 for U(1), beta/4 for SU(2)', () => {
  // The next terms of the expansion are of relative order β².
  expect(exactPlaquette('U(1)', 1e-4, 16) / 1e-4).toBeCloseTo(1 / 2, 8);
  expect(exactPlaquette('SU(2)', 1e-4, 16) / 1e-4).toBeCloseTo(1 / 4, 8);
});

test('one plaquette of SU(2) in infinite volume: I_2 / I_1', () => {
  expect(exactPlaquette('SU(2)', 2.7, 1e3)).toBeCloseTo(0.5329707336, 10);
  expect(exactPlaquette('U(1)', 2, 1e2)).toBeCloseTo(0.697774658, 9);
});

test('finite volume, computed independently', () => {
  expect(exactPlaquette('U(1)', 2, 16)).toBeCloseTo(0.6992519268, 10);
  expect(exactPlaquette('SU(2)', 2.7, 16)).toBeCloseTo(0.5329805757, 10);
});
