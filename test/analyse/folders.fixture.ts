/** Run folders with made-up logs, for analyses to read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { autoregressiveChain } from '../../src/measure/statistics/index.ts';
import { writeToml } from '../../src/runfile/echo.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { validate } from '../../src/runfile/input/validate.ts';

export type LogLine = Readonly<Record<string, unknown>>;

/** Pure SU(2) gauge theory on 4⁴. */
export const theory = `lattice.extent = [4, 4, 4, 4]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.7 }
sampler.kind = "hmc"
schedule = { thermalise = 10, trajectories = 400, seed = 7 }
`;

/** Writes a run folder. @returns its path */
export function writeRun(parent: string, name: string, lines: readonly LogLine[] | string, toml = theory): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  const text = typeof lines === 'string' ? lines : lines.map(line => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(
    join(folder, 'resolved.toml'),
    writeToml(validate('sample.toml', toml, parseToml('sample.toml', toml))),
  );
  writeFileSync(join(folder, 'params.toml'), toml);
  writeFileSync(join(folder, 'log.jsonl'), text);
  return folder;
}

/** A log of 10 trajectories to thermalise and `length` of production, with correlated observables of every shape. */
export function sampleLog(length = 400, seed = 7): LogLine[] {
  const chain = (tau: number, stream: number) => autoregressiveChain(tau, length + 10, seed, stream);
  const [plaquette, re, im, charge, deltaH] = [chain(3, 1), chain(2, 2), chain(2, 3), chain(4, 4), chain(0.5, 5)];
  const correlator = Array.from({ length: 6 }, (_, t) => chain(2, 10 + t));
  return Array.from({ length: length + 10 }, (_, i) => ({
    trajectory: i + 1,
    phase: i < 10 ? 'thermalise' : 'production',
    deltaH: 0.02 + 0.2 * deltaH[i],
    accepted: deltaH[i] < 1,
    plaquette: 0.7 + 0.01 * plaquette[i],
    observables: {
      polyakovLoopComplex: [0.1 * re[i], 0.1 * im[i]],
      topologicalCharge: 2 * charge[i],
      ...(i % 2 === 1
        ? { wilsonPion: correlator.map((noise, t) => Math.cosh(0.8 * (t - 3)) * (1 + 0.01 * noise[i])) }
        : {}),
    },
    extra: { unitarityDefect: 1e-15 },
  }));
}
