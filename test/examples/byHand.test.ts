/** The programs of examples/, shortened: they run, and print what they measured beside what was published. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const node = fromRoot('node_modules/.bin/node');
const estimate = String.raw`-?\d+(\.\d+)?\(\d+(\.\d+)?\)`;

const programs = [
  { file: 'examples/hmc-by-hand.ts', trajectories: 12, weights: 0 },
  { file: 'examples/slhmc-cask-by-hand.ts', trajectories: 8, weights: 4 },
];

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
