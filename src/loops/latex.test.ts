import { expect, test } from 'vitest';
import { latex, text } from './latex.ts';
import { word } from './word.ts';

test('the plaquette in LaTeX and in plain text', () => {
  const plaquette = word([+1, +2, -1, -2]);
  expect(latex(plaquette)).toBe('U_{1}(n)U_{2}(n+\\hat{1})U_{1}^{\\dagger}(n+\\hat{2})U_{2}^{\\dagger}(n)');
  expect(text(plaquette)).toBe('U1(n) U2(n+1̂) U1†(n+2̂) U2†(n)');
});

test('displacements are written with their count and sign', () => {
  expect(latex(word([-2, -2, 1], { start: [0, 0, 0, 3] }))).toBe(
    'U_{2}^{\\dagger}(n-\\hat{2}+3\\hat{4})U_{2}^{\\dagger}(n-2\\hat{2}+3\\hat{4})U_{1}(n-2\\hat{2}+3\\hat{4})',
  );
});

test('the empty word is 1', () => {
  expect(latex(word([]))).toBe('1');
});
