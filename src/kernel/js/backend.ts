/** The reference: kernels one site at a time in JavaScript. */
import type { Backend } from '../backend.ts';
import { compileJs } from './compile.ts';

export const js: Backend = {
  name: 'js',
  lanes: { f64: [1], f32: [1] },
  fuses: false,
  lacks: { f64: new Set(), f32: new Set(['pow2', 'exponent', 'mantissa']) },
  memoryBytes: 2 ** 32,
  unavailable: () => (canMakeFunctions() ? undefined : 'this page allows no code that is made from text.'),
  compile: compileJs,
};

/** A content security policy without 'unsafe-eval' forbids it. */
function canMakeFunctions(): boolean {
  try {
    return typeof new Function('return 1') === 'function';
  } catch {
    return false;
  }
}
