/** Short runs with the real physics, interrupted and taken up again, and what they leave behind. */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { Assemble } from '../../src/simulation/simulation.ts';

/** Pure gauge theory: a trajectory takes a fraction of a millisecond. */
export const gaugeRun = `lattice.extent = [4, 4]
group.name = "U(1)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 1.0 }
sampler = { kind = "hmc", steps = 4 }
schedule = { thermalise = 2, trajectories = 6, seed = 5 }
measure.polyakovLoop = { every = 2 }
machine.kind = "wasm128"
[output]
checkpoint.every = 3
configurations = { every = 4, format = "bridge" }
`;

/** Self-learning HMC: links, weights, Adam and a batch that interruptions cut in two. */
export const learningRun = `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = 0.5, flavours = 4 }
sampler = { kind = "slhmc", steps = 3, effective = { mass = 0.6 } }
network = { kind = "stout", blocks = 1 }
training = { loss = "offset", batch = 3, optimiser = { kind = "adam", rate = 1e-3 } }
schedule = { thermalise = 2, train = 8, trajectories = 4, seed = 9 }
machine.kind = "wasm128"
[output]
checkpoint.every = 3
`;

/** The same with a CASK network: attention from several kinds of weights, all of them in training. */
export const caskRun = learningRun
  .replace('{ kind = "stout", blocks = 1 }', '{ kind = "cask", blocks = 1, reach = 1, spread = 0.1 }')
  .replace('thermalise = 2, train = 8, trajectories = 4', 'thermalise = 1, train = 7, trajectories = 2');

/** SU(2) on 2⁴, for runs of many trajectories. */
export const soakRun = `lattice.extent = [2, 2, 2, 2]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
sampler = { kind = "hmc", steps = 4 }
schedule = { thermalise = 0, trajectories = 10000, seed = 5 }
measure.polyakovLoop = { every = 2 }
machine.kind = "wasm128"
[output]
checkpoint.every = 3
configurations = { every = 1000, format = "ildg" }
`;

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** Asks for a stop, as Ctrl-C does, during this trajectory. */
  readonly stopIn?: number;
  readonly assemble?: Assemble;
}

/** Calls the command line inside this process. */
export async function cask(argv: readonly string[], { stopIn, assemble: made = assemble }: CallOptions = {}) {
  const text = { stdout: '', stderr: '' };
  const signals = new EventEmitter();
  const code = await main(argv, {
    assemble: async (resolved, options) => {
      const simulation = await made(resolved, options);
      return {
        ...simulation,
        next(request) {
          if (request.trajectory === stopIn) signals.emit('SIGINT');
          return simulation.next(request);
        },
      };
    },
    stdout: { write: piece => (text.stdout += piece) },
    stderr: { write: piece => (text.stderr += piece) },
    signals,
    abort() {},
  });
  return { code, ...text } satisfies Answer;
}

/** Writes a run file. @returns its path */
export function runFileIn(base: string, name: string, text: string): string {
  const path = join(base, `${name}.toml`);
  writeFileSync(path, text);
  return path;
}

const timeless = ['log.jsonl', 'weights.json', 'weights.safetensors', 'summary.json'];

/** Hashes of all that the physics determines: log, weights, summary, configurations, and the last checkpoint. */
export function traces(folder: string): Record<string, string> {
  const below = (name: string) =>
    existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map(file => join(name, file)) : [];
  const last = below('checkpoint')
    .filter(name => name.endsWith('.safetensors'))
    .sort()
    .slice(-1);
  const names = [...timeless, ...below('configurations'), ...last].filter(name => existsSync(join(folder, name)));
  return Object.fromEntries(
    names.map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
