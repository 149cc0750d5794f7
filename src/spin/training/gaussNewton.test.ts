/** Gauss-Newton steps: they find what a model of the same kind has taught, and never make the fit worse. */
import { describe, expect, test } from 'vitest';
import { key, Lattice, uniforms } from '../../lattice/index.ts';
import { randomWeights } from '../effective/effective.fixture.ts';
import { effectiveModel, type LayerKind } from '../effective/index.ts';
import { randomSpins } from '../spinField.ts';
import { dataset, deeper, gaussNewton, mseOf, part } from './index.ts';

const extents = [4, 2];
const lattice = new Lattice(extents);
const configurations = Array.from({ length: 80 }, (_, k) => randomSpins(lattice, key(k, 0, 'start')));

function lesson(kind: LayerKind, layers: number) {
  const teacher = effectiveModel({ extents, shells: 3, layers, kind });
  randomWeights(teacher, 0.3, 3);
  const data = dataset(
    Float64Array.from(configurations.flatMap(u => Array.from(u.field.toArray()))),
    Float64Array.from(configurations, u => -teacher.value(u)),
  );
  const student = effectiveModel({ extents, shells: 3, layers, kind });
  teacher.weights.forEach((weight, k) => {
    student.weights[k].value = weight.value + 0.05 * (uniforms(key(4, 0, 'weights'), k, 0)[0] - 0.5);
  });
  return { data, student };
}

describe.each([
  ['transformer', 1],
  ['convolution', 1],
  ['transformer', 0],
] as const)('%s of %i layers', (kind, layers) => {
  test('finds the weights of its teacher, step by step downhill', () => {
    const { data, student } = lesson(kind, layers);
    const path = [mseOf(student, data)];
    const end = gaussNewton(student, data, { steps: 30, tolerance: 0, onStep: ({ mse }) => path.push(mse) });
    expect(path[0]).toBeGreaterThan(1e-5);
    for (const [k, mse] of path.entries()) if (k > 0) expect(mse).toBeLessThan(path[k - 1]);
    expect(end).toBe(path.at(-1));
    expect(mseOf(student, data)).toBe(end);
    // Quadratic convergence to a fit of zero residuals, down to what S_eff of order 1 is rounded to.
    expect(end).toBeLessThan(1e-20);
  });
});

test('a new layer, on which nothing depends yet, does no harm', () => {
  const { data, student } = lesson('transformer', 1);
  const next = deeper(student, 0, 1);
  expect(mseOf(next, data)).toBeCloseTo(mseOf(student, data), 12);
  expect(gaussNewton(next, data, { steps: 10 })).toBeLessThan(1e-3 * mseOf(student, data));
});

test('asks for as many configurations as there are weights', () => {
  const { data, student } = lesson('transformer', 1);
  expect(() => gaussNewton(student, part(data, 0, 10), { steps: 1 })).toThrow(
    'There are 10 configurations to fit 16 weights to; expected at least as many as weights.',
  );
});
