/**
 * Memory of runs: what `cask check` computes before against what the process has needed at its largest, both in MiB.
 *
 *   node bench/memory.ts             every case
 *   node bench/memory.ts hisq ...    cases by name
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryNeed } from '../src/cli/memory/need.ts';
import { loadRun } from '../src/runfile/node/load.ts';
import type { Resolved } from '../src/runfile/schema/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Case {
  readonly file: string;
  readonly extent: readonly number[];
  readonly set?: readonly string[];
}

const short = ['schedule.thermalise=1', 'schedule.trajectories=2'];
const steps = ['sampler.steps=2'];

const cases: Readonly<Record<string, Case>> = {
  heatbath: { file: 'theories/su3-heatbath.toml', extent: [16, 16, 16, 32] },
  'HMC, SU(2)': { file: 'su2-hmc.toml', extent: [16, 16, 16, 16], set: steps },
  'HMC, SU(2), gigabytes': { file: 'su2-hmc.toml', extent: [32, 32, 32, 48], set: steps },
  'staggered 2+1': { file: 'theories/staggered-nf2plus1.toml', extent: [12, 12, 12, 24] },
  HYP: { file: 'theories/staggered-hyp.toml', extent: [12, 12, 12, 12] },
  HISQ: { file: 'theories/hisq.toml', extent: [8, 8, 8, 16] },
  Wilson: { file: 'theories/wilson.toml', extent: [8, 8, 8, 16] },
  'Wilson, one flavour': { file: 'theories/wilson-one-flavour.toml', extent: [8, 8, 8, 16] },
  'clover, stout, Hasenbusch': { file: 'theories/clover-stout-hasenbusch.toml', extent: [8, 8, 8, 16] },
  'domain wall': { file: 'theories/domain-wall.toml', extent: [8, 8, 8, 8] },
  'SLHMC, CASK': { file: 'su2-slhmc-cask.toml', extent: [8, 8, 8, 16], set: ['schedule.train=2'] },
  'hadrons, quenched': { file: 'theories/spectrum-quenched.toml', extent: [8, 8, 8, 16] },
};

const names = process.argv.slice(2);
console.log('| run | lattice | fields | lists | program | computed | measured | deviation |');
console.log('|---|---|---:|---:|---:|---:|---:|---:|');
for (const [name, one] of Object.entries(cases)) {
  if (names.length > 0 && !names.some(wanted => name.toLowerCase().includes(wanted.toLowerCase()))) continue;
  const { fields, lists, process: rest, bytes } = await needOf(one);
  const measured = peakOf(one);
  const columns = [fields, lists, rest, bytes, measured].map(mebibytes);
  const deviation = `${(100 * (bytes / measured - 1)).toFixed(0)} %`;
  console.log(`| ${[name, one.extent.join('×'), ...columns, deviation].join(' | ')} |`);
}

async function needOf(one: Case) {
  const need = await memoryNeed(runOf(one), [process.execPath, join(root, 'bin/cask.js')]);
  if (typeof need === 'string') throw new Error(need);
  return need;
}

/** Few trajectories, each with all measurements: the rehearsal makes them all too. */
function settingsOf({ file, extent, set = [] }: Case): string[] {
  const { measure } = loadRun(join(root, 'examples', file)).resolved;
  const each = Object.keys(measure).map(name => `measure.${name}.every=1`);
  return [`lattice.extent=[${extent}]`, ...short, ...each, ...set];
}

function runOf(one: Case): Resolved {
  return loadRun(join(root, 'examples', one.file), { set: settingsOf(one) }).resolved;
}

/** The resident memory of `cask run` at its largest. */
function peakOf(one: Case): number {
  const folder = mkdtempSync(join(tmpdir(), 'cask-memory-'));
  const flags = settingsOf(one).flatMap(setting => ['--set', setting]);
  const program = [
    join(root, 'bench/memoryOfRun.ts'),
    'run',
    join(root, 'examples', one.file),
    '--out',
    join(folder, 'run'),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...flags, '--quiet'], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout.trim().split('\n').at(-1));
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
