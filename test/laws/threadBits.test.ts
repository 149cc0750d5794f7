/** Threads change no bit: short chains of every kind of theory, and every observable. */
import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { observableCatalogue, observableNamed } from '../../src/catalogue/index.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { type Invitation, Machine, type ThreadOptions } from '../../src/kernel/index.ts';
import { nodeThreads } from '../../src/kernel/node/index.ts';
import { blocksTaken } from '../../src/kernel/threads/control.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { resolvedFrom } from '../cli/samples.ts';
import { observableOptions } from '../everyObservable.ts';

vi.setConfig({ testTimeout: 120_000 });

const started: (Invitation & { readonly ready: Promise<void> })[] = [];

/** Every launch is shared, however short. */
const threads = (count: number | 'auto'): ThreadOptions => {
  const { start, ...options } = nodeThreads(count, { worthwhile: 0 });
  return {
    ...options,
    start(invitation) {
      const thread = start(invitation);
      started.push({ ...invitation, ready: thread.ready });
      return thread;
    },
  };
};

const steps = (steps: number) => `sampler = { kind = "hmc", steps = ${steps}, trajectoryLength = 0.1 }`;

const theories = {
  heatbath: 'sampler.kind = "heatbath"',
  staggered: `action.fermion = { kind = "staggered", mass = 0.5, flavours = 4 }\n${steps(2)}`,
  HISQ: `action.fermion = { kind = "hisq", mass = 0.5, flavours = 4 }\n${steps(1)}`,
  clover: `action.fermion = { kind = "clover", kappa = 0.11, cSw = 1, flavours = 2 }\n${steps(1)}`,
  'domain wall': `action.fermion = { kind = "domainWall", mass = 0.5, extent5 = 4, flavours = 2 }\n${steps(1)}`,
  'self-learning with CASK': `
    action.fermion = { kind = "staggered", mass = 0.5, flavours = 4 }
    network = { kind = "cask" }
    sampler = { kind = "slhmc", steps = 2, trajectoryLength = 0.1, effective = { mass = 0.6 } }
    training = { loss = "offset", optimiser = { kind = "sgd", rate = 1e-6 } }
    schedule.train = 1`,
};

async function bitsOf(theory: string, count: number): Promise<unknown> {
  const run = resolvedFrom(`
    lattice.extent = [4, 4, 4, 4]
    group.name = "SU(2)"
    action.gauge = { kind = "plaquette", beta = 2.3 }
    start.from = "hot"
    schedule.trajectories = 1
    machine = { kind = "wasm128", threads = ${count} }
    ${theory}`);
  const simulation = await assemble(run, { announce() {}, threads });
  await Promise.all(started.map(({ ready }) => ready));
  const phases = ['production', 'train'] as const;
  const records = [];
  for (const [k, phase] of phases.slice(0, run.schedule.train + 1).entries()) {
    records.push(await simulation.next({ trajectory: k + 1, phase, measure: {} }));
  }
  expect(simulation.threads).toBe(count);
  const { links, ...weights } = simulation.state!();
  await simulation.close?.();
  return { records, links: createHash('sha256').update(links).digest('hex'), weights };
}

describe.each(Object.entries(theories))('%s', (_, theory) => {
  test('one, two and four threads leave the same links, records and weights', async () => {
    const alone = await bitsOf(theory, 1);
    for (const count of [2, 4]) expect(await bitsOf(theory, count)).toEqual(alone);
  });
});

describe('every observable of the catalogue', () => {
  const lattices = [1, 2].map(count => new Lattice([2, 2, 4, 4], new Machine('wasm128', { threads: threads(count) })));
  const group = groupNamed('SU(3)');
  const links = lattices.map(lattice => hotStart(lattice, group, key(1, 0, 'start')));
  const quarks = { mass: 0.5, kappa: 0.1, flavours: 2, extent5: 4 };

  /** One thread writes out its large matrix, as for overlapIndex; that takes seconds. */
  const names = Object.keys(observableCatalogue).filter(name => name !== 'overlapLogDeterminant');

  test.each(names)('%s has the same bits', async name => {
    await Promise.all(started.map(({ ready }) => ready));
    const [alone, shared] = links.map(u =>
      observableNamed(name, observableOptions[name], { lattice: u.lattice, group, quarks }).measure(
        u,
        key(1, 1, 'noise'),
      ),
    );
    expect(shared).toEqual(alone);
  });
});

test('the other threads took part', () => {
  expect(started.every(({ control }) => blocksTaken(control, 0) > 0)).toBe(true);
  const taken = started.map(({ thread, control }) => blocksTaken(control, thread));
  expect(taken.reduce((a, b) => a + b)).toBeGreaterThan(0);
});
