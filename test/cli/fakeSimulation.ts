/**
 * Stands in for the physics: correlated numbers around given means, from a small counter-based generator, so that two
 * runs with one seed agree.
 */
import { weightsToText } from '../../src/network/index.ts';
import type { Assemble, Simulation, TrajectoryRecord, TrajectoryRequest } from '../../src/simulation/simulation.ts';

export interface FakeOptions {
  /** Milliseconds that a trajectory waits. */
  readonly delay?: number;
  /** Replaces the record of a trajectory. */
  readonly change?: (record: TrajectoryRecord, request: TrajectoryRequest) => TrajectoryRecord;
}

/** What was called, for tests to look at. */
export interface FakeCalls {
  readonly requests: TrajectoryRequest[];
  frozenAfter: number | undefined;
  closed: boolean;
}

/** Uniform in [0, 1), a hash of the seed and two counters. */
export function uniform(seed: number, trajectory: number, slot: number): number {
  let x =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(trajectory, 0xc2b2ae35) ^ Math.imul(slot + 1, 0x27d4eb2f);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

export function fakeAssemble({ delay = 0, change = record => record }: FakeOptions = {}) {
  const calls: FakeCalls = { requests: [], frozenAfter: undefined, closed: false };
  const assemble: Assemble = (resolved, { announce }) => {
    announce('Assembling the fake.');
    const { seed } = resolved.schedule;
    const simulation: Simulation = {
      name: 'fake chain',
      machine: 'fake',
      cites: [
        { key: 'zeta', bibtex: '@article{zeta}' },
        { key: 'alpha', bibtex: '@article{alpha}' },
        { key: 'zeta', bibtex: '@article{zeta}' },
      ],
      async next(request) {
        calls.requests.push(request);
        if (delay > 0) await new Promise(resolve => setTimeout(resolve, delay));
        const random = (slot: number) => uniform(seed, request.trajectory, slot);
        const deltaH = random(0) - 0.3;
        const { polyakovLoop, chiralCondensate } = request.measure;
        return change(
          {
            deltaH,
            accepted: random(1) < Math.exp(-deltaH),
            observables: {
              plaquette: 0.7025 + 0.02 * (random(2) - 0.5),
              ...(polyakovLoop ? { polyakovLoop: 0.82 + 0.2 * (random(3) - 0.5) } : {}),
              ...(chiralCondensate ? { chiralCondensate: 0.4245 + 0.02 * (random(4) - 0.5) } : {}),
            },
            ...(request.phase === 'train' ? { loss: 2 * Math.exp(-request.trajectory / 50) + random(5) } : {}),
            cgIterations: 61,
          },
          request,
        );
      },
      freeze() {
        calls.frozenAfter = calls.requests.length;
      },
      describe: () => ['a fake, for tests'],
      close() {
        calls.closed = true;
      },
      ...(resolved.training === undefined
        ? {}
        : {
            saveWeights: () => ({
              fileName: 'weights.json',
              text: weightsToText({ kind: 'fake' }, [{ name: 'layer.rho', value: 0.5 }], { seed }),
            }),
          }),
    };
    return simulation;
  };
  return { assemble, calls };
}
