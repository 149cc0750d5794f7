/** Runs and logs that several tests start from. */

import { parseToml } from '../../src/runfile/input/toml.ts';
import { validate } from '../../src/runfile/input/validate.ts';
import { type GaugeRun, isSpinRun } from '../../src/runfile/schema/index.ts';
import { isDynamics, type MolecularDynamics } from '../../src/runfile/schema/sampler.ts';
import type { LogRecord } from '../../src/simulation/driver.ts';
import type { Phase } from '../../src/simulation/simulation.ts';

/** Uses every section and every kind of TOML notation. */
export const goodFile = `title = "a sample"
[lattice]
extent = [4, 4, 4, 4] # x y z t
[group]
name = "SU(2)"
[start]
from = "hot"
[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion.kind = "staggered"
fermion.mass = 0.3
[sampler]
kind = "slhmc"
steps = 20
effective = { mass = 0.4 }
solver = { tolerance = 1e-9 }
[network]
kind = "stout"
blocks = 2
loops = [
  "plaquette",
  "polyakovTime",
]
[training]
loss = "offset"
optimiser = { kind = "sgd", rate = 1e-6 }
[schedule]
thermalise = 5
train = 20
trajectories = 40
seed = 7
[measure.polyakovLoop]
every = 2
[machine]
kind = "js"
[reference]
source = "arXiv:2103.11965"
values = [
  { quantity = "plaquette", mean = 0.7025, error = 0.0001 },
  { quantity = "polyakovLoop", mean = 0.82, error = 0.01 },
]
`;

/** Pure gauge theory in as few words as possible. */
export const shortFile = `lattice.extent = [2, 2]
group.name = "U(1)"
action.gauge = { kind = "plaquette", beta = 1 }
sampler.kind = "hmc"
schedule = { thermalise = 0, trajectories = 30 }
`;

/** Reads the run of a gauge theory out of a text. */
export function resolvedFrom(text: string): GaugeRun {
  const run = validate('sample.toml', text, parseToml('sample.toml', text));
  if (isSpinRun(run)) throw new Error('This is a run of spins; expected one of links.');
  return run;
}

/** What a record has instead of the usual, some observables by name. */
export type RecordChanges = Partial<LogRecord> &
  Partial<Record<'plaquette' | 'polyakovLoop' | 'chiralCondensate', number>>;

/** A line of a log. */
export function logRecord(
  trajectory: number,
  phase: Phase,
  { plaquette = 0.7, polyakovLoop, chiralCondensate, ...changes }: RecordChanges = {},
): LogRecord {
  const observables = {
    plaquette,
    ...(polyakovLoop === undefined ? {} : { polyakovLoop }),
    ...(chiralCondensate === undefined ? {} : { chiralCondensate }),
  };
  return { trajectory, phase, deltaH: 0, accepted: true, observables, seconds: 0.01, ...changes };
}

/** The sampler of a run that is molecular dynamics. */
export function dynamicsOf({ sampler }: GaugeRun): MolecularDynamics {
  if (!isDynamics(sampler)) throw new Error(`The sampler is ${sampler.kind}; expected molecular dynamics.`);
  return sampler;
}
