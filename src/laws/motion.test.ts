import { expect, test } from 'vitest';
import { slope, slopeBeside } from './motion.ts';

/** f′(0) = −1, with a kink inside the first step. */
const kinked = (t: number) => Math.abs(t - 2e-4);

test('a step that crosses a kink gives no derivative, a shorter one does', () => {
  expect(Math.abs(slope(kinked, 5e-4) + 1)).toBeGreaterThan(0.1);
  // ε |f| / h of the shorter step is far below.
  expect(Math.abs(slopeBeside(-1, 1e-10, kinked, 5e-4) + 1)).toBeLessThan(1e-10);
});

test('a wrong derivative stays wrong with every step', () => {
  expect(Math.abs(slopeBeside(-1.00001, 1e-7, kinked, 5e-4) + 1.00001)).toBeGreaterThan(9e-6);
  expect(Math.abs(slopeBeside(1.000001, 1e-7, Math.sin, 5e-4) - 1.000001)).toBeGreaterThan(9e-7);
});

test('what is not a number is found close to nothing', () => {
  expect(slopeBeside(1, 1e-7, () => Number.NaN, 1e-3)).toBeNaN();
});
