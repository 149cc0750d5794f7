/** Run files that the studio and the command `cask run` carry out side by side. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Short, and of all kinds; rounded in the same way everywhere. */
export const shortRuns = {
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

/** As large as the gallery's, without an end. */
export const u1Heatbath = `
[lattice]
extent = [64, 64]
[group]
name = "U(1)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 4.0 }
[sampler]
kind = "heatbath"
overrelaxation = 1
[measure]
topologicalCharge = { every = 1 }
wilsonLoops = { every = 10, maxR = 4, maxT = 4 }
`;
export const su2Heatbath = `
[lattice]
extent = [8, 8, 8, 8]
[group]
name = "SU(2)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 2.4 }
[sampler]
kind = "heatbath"
overrelaxation = 2
`;
export const schedule = (trajectories: number) => `[schedule]\nthermalise = 0\ntrajectories = ${trajectories}\n`;

const cask = new URL('../../bin/cask.js', import.meta.url).pathname;

export interface Carried {
  /** Of log.jsonl. */
  readonly log: string;
  /** Of processors. */
  readonly seconds: number;
}

/** What `cask run --machine wasm128` makes of a file, in a new folder in this one. */
export function carriedOut(parent: string, text: string): Carried {
  const folder = mkdtempSync(join(parent, 'run-'));
  const [file, out] = [join(folder, 'run.toml'), join(folder, 'out')];
  writeFileSync(file, text);
  const command = [process.execPath, cask, 'run', file, '--machine', 'wasm128', '--out', out, '--quiet'];
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@"', 'bash', ...command], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { log: readFileSync(join(out, 'log.jsonl'), 'utf8'), seconds: user + system };
}
