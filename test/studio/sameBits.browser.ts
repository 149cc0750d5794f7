/** A run started in a browser from a shared address has the log of `cask run --machine wasm128`, byte for byte. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../../studio/src/page/address.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { hasBrowser, newPage, openStudio, type Studio } from './studioInBrowser.ts';

const runs = {
  'U(1) by HMC, with its charge': `
title = "U(1)"
[lattice]
extent = [16, 16]
[group]
name = "U(1)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 3.0 }
[sampler]
kind = "hmc"
steps = 6
[schedule]
thermalise = 20
trajectories = 200
seed = 3
[measure]
topologicalCharge = {}
[machine]
rounding = "separate"
`,
  'SU(3) by heatbath': `
[lattice]
extent = [4, 4, 4, 4]
[group]
name = "SU(3)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 5.8 }
[sampler]
kind = "heatbath"
overrelaxation = 1
[schedule]
thermalise = 5
trajectories = 10
[measure]
polyakovLoopComplex = {}
[machine]
rounding = "separate"
`,
  'self-learning HMC with CASK and staggered quarks': `
[lattice]
extent = [4, 4, 4, 4]
[group]
name = "SU(2)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion = { kind = "staggered", mass = 0.3, flavours = 4 }
[sampler]
kind = "slhmc"
effective = { mass = 0.4 }
steps = 8
[network]
kind = "cask"
reach = 2
[training]
loss = "difference"
[schedule]
thermalise = 3
train = 6
trajectories = 4
[machine]
rounding = "separate"
`,
};

describe.skipIf(!hasBrowser)('the same bits', () => {
  const folder = temporaryFolder();
  let count = 0;
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  test.each(Object.entries(runs))('%s', async (_, text) => {
    const lines = logOfCommand(join(folder, `run${count++}`), text);
    const { page, context, complaints } = await newPage(studio);
    await page.goto(`${studio.address}${await fragmentOf(text)}`);
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 120_000 });
    await expect(page.getByText('wasm128, separate rounding').count()).resolves.toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Log', exact: true }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(lines);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

const cask = new URL('../../bin/cask.js', import.meta.url).pathname;

function logOfCommand(name: string, text: string): string {
  writeFileSync(`${name}.toml`, text);
  const options = ['--machine', 'wasm128', '--out', name, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, [cask, 'run', `${name}.toml`, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(join(name, 'log.jsonl'), 'utf8');
}
