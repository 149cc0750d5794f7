/** The programs of examples/, shortened: they run, and print what they measured beside what was published. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const node = fromRoot('node_modules/.bin/node');
const estimate = String.raw`-?\d+(\.\d+)?\((\d+(\.\d+)?|\?)\)`;

const programs = [
  { file: 'examples/hmc-by-hand.ts', trajectories: 12, weights: 0 },
  { file: 'examples/slhmc-cask-by-hand.ts', trajectories: 8, weights: 4 },
];

test('examples/phi4-by-hand.ts gives ⟨φ²⟩ of the free field within 4 σ, and less with an interaction', () => {
  const run = (...args: string[]) => {
    const text = execFileSync(node, [fromRoot('examples/phi4-by-hand.ts'), ...args], { encoding: 'utf8' });
    const found = /λ = ([\d.]+): (0\.\d+)\((\d+)\); free: (0\.\d{6})/.exec(text);
    const [, , mean, digits, free] = (found ?? []).map(String);
    const error = Number(digits) * 10 ** -(mean.length - 2);
    return { mean: Number(mean), error, free: Number(free) };
  };
  // (1/63) Σ_p 1/(1/2 + 4 sin² ½p₁ + 4 sin² ½p₂)
  const { mean, error, free } = run('8000');
  expect(free).toBe(0.317975);
  expect(error).toBeLessThan(0.004);
  expect(Math.abs(mean - free)).toBeLessThan(4 * error);
  expect(run('1000', '0.5').mean).toBeLessThan(0.25);
}, 60_000);

test('examples/spins-by-hand.ts: three effective models, one distribution', () => {
  const text = execFileSync(node, [fromRoot('examples/spins-by-hand.ts'), '240'], { encoding: 'utf8' });
  const found = [...text.matchAll(/m_s = (0\.\d+)\((\d+)\)(?: {3}MSE (\d\.\d+) {3}acceptance (\d\.\d+))?/g)];
  const rows = found.map(([, mean, digits, mse, acceptance]) => ({
    mean: Number(mean),
    error: Number(digits) * 10 ** -(mean.length - 2),
    mse: Number(mse),
    acceptance: Number(acceptance),
  }));
  expect(rows).toHaveLength(4);
  for (const { mean, error, mse, acceptance } of rows.slice(1)) {
    expect(Math.abs(mean - rows[0].mean) / Math.hypot(error, rows[0].error)).toBeLessThan(4);
    // ⟨A⟩ = erfc(√MSE/2) for Gaussian residuals of configurations far apart; 32 updates are not far.
    expect(acceptance).toBeGreaterThan(Math.exp(-Math.sqrt(mse)) - 0.1);
    expect(acceptance).toBeLessThan(1);
  }
}, 60_000);

test('examples/overlap-index.ts: the index is the geometric charge where links are smooth', () => {
  const text = execFileSync(node, [fromRoot('examples/overlap-index.ts'), '8', '3'], { encoding: 'utf8' });
  const found = [...text.matchAll(/^Q = +(-?\d+) {3}index = +(-?\d+)$/gm)].map(([, Q, index]) => [Q, index]);
  expect(found).toHaveLength(8);
  expect(new Set(found.map(([Q]) => Q)).size).toBeGreaterThan(2);
  for (const [Q, index] of found) expect(index).toBe(Q);
  expect(text).toContain('index = Q on 8 of 8');
}, 60_000);

describe.each(programs)('$file', ({ file, trajectories, weights }) => {
  test('is shorter than 80 lines', () => {
    expect(readFileSync(fromRoot(file), 'utf8').trimEnd().split('\n').length).toBeLessThan(80);
  });

  test('runs, and each line says what was measured and what was published', () => {
    const lines = execFileSync(node, [fromRoot(file), String(trajectories)], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    expect(lines.filter(line => /^block\.\w+\.plaquette +-?0\.\d{4}$/.test(line))).toHaveLength(weights);
    for (const [name, published] of [
      ['plaquette', String.raw`0\.7025\(1\)`],
      ['Polyakov loop', String.raw`0\.82\(1\)`],
      ['acceptance', ''],
      ['⟨exp\\(−ΔH\\)⟩', 'exactly 1'],
    ]) {
      expect(
        lines.filter(line => new RegExp(`^${name} +${estimate} +${published}$`).test(line)),
        name,
      ).toHaveLength(1);
    }
  }, 60_000);
});
