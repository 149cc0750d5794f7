// The studies of docs/results/production in short: one command each, through the command line alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cask-production-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function study(name: string): string {
  const out = join(folder, name);
  const script = join(root, 'docs/results/production', name, 'study.sh');
  const cask = `${process.execPath} ${join(root, 'bin/cask.js')}`;
  const { status, stderr } = spawnSync('bash', [script, '--short', out], {
    encoding: 'utf8',
    env: { ...process.env, CASK: cask },
  });
  expect(stderr).not.toContain('cask failed');
  expect(status).toBe(0);
  return out;
}

test('deconfinement: order rises with β on every lattice, and runs agree with what all say together', () => {
  const out = study('deconfinement');
  for (const group of ['su2', 'su3']) {
    const rows = readFileSync(join(out, `${group}.csv`), 'utf8')
      .split('\n')
      .filter(line => /^\d/.test(line))
      .map(line => line.split(',').map(Number));
    for (const sites of new Set(rows.map(([n]) => n))) {
      const order = rows.filter(([n]) => n === sites).map(([, , mean]) => mean);
      expect(order.at(-1)).toBeGreaterThan(order[0]);
    }
  }
});

test('dynamical: two algorithms agree within 4σ, and ten kills leave the same bytes', () => {
  const out = study('dynamical');
  expect(readFileSync(join(out, 'kills.txt'), 'utf8')).toContain('the same bytes');
  const text = readFileSync(join(out, 'estimates.txt'), 'utf8');
  expect(text).toContain('plaquette');
  expect(text).not.toMatch(/more than 3\.5 σ/);
});
