/** The run files of examples/theories on lattices of at most 4 sites a side, for two trajectories in this process. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Resolved } from '../../src/runfile/schema/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { TrajectoryRecord } from '../../src/simulation/simulation.ts';
import { resolvedFrom } from '../cli/samples.ts';

export const folder = fileURLToPath(new URL('../../examples/theories', import.meta.url));
export const theories = readdirSync(folder)
  .filter(name => name.endsWith('.toml'))
  .map(name => name.replace('.toml', ''));

export const textOf = (name: string) => readFileSync(join(folder, `${name}.toml`), 'utf8');
export const runOf = (name: string) => resolvedFrom(textOf(name));

/** Keys that are worth a lot of time, as small as they still make sense. */
const smaller: Readonly<Record<string, (value: number) => number>> = {
  extent5: () => 4,
  until: () => 0.5,
  flowTime: time => Math.min(time, 0.1),
  vectors: () => 1,
  maxR: () => 2,
  maxT: () => 2,
};

function shrunk(value: unknown, key = ''): unknown {
  if (key === 'extent') return (value as number[]).map(length => Math.min(length, 4));
  if (Array.isArray(value)) return value.map(held => shrunk(held));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, shrunk(held, name)]));
  }
  return typeof value === 'number' ? (smaller[key]?.(value) ?? value) : value;
}

interface Short {
  readonly run: Resolved;
  readonly records: readonly TrajectoryRecord[];
}

/** Two trajectories; everything is measured after the second. */
async function twoTrajectories(name: string): Promise<Short> {
  const run = shrunk({ ...runOf(name), machine: { kind: 'wasm128' } }) as Resolved;
  const simulation = await assemble(run, { announce: () => undefined });
  const records: TrajectoryRecord[] = [];
  for (const trajectory of [1, 2]) {
    const measure = Object.fromEntries(Object.keys(run.measure).map(key => [key, trajectory === 2]));
    records.push(await simulation.next({ trajectory, phase: 'production', measure }));
  }
  await simulation.close?.();
  return { run, records };
}

/** Numbers are finite, and what the run asks for is measured. */
export async function expectTwoTrajectories(name: string): Promise<void> {
  const { run, records } = await twoTrajectories(name);
  for (const record of records) {
    expect(numbersIn(record).filter(value => !Number.isFinite(value))).toEqual([]);
    expect(Math.abs(record.observables.plaquette as number)).toBeLessThan(1);
    expect(record.deltaH === undefined).toBe(run.sampler.kind !== 'hmc');
    // Of hot and cold starts, where energy falls fast; 5 would be accepted once in 150 times.
    expect(Math.abs(record.deltaH ?? 0)).toBeLessThan(5);
  }
  const { observables } = records[1];
  const found = new Set([...Object.keys(observables), ...(observables.flowEnergy === undefined ? [] : ['flow'])]);
  const asked = Object.keys(run.measure).filter(key => run.measure[key] !== undefined);
  expect(asked.filter(key => !found.has(key))).toEqual([]);
}

/** All numbers inside a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The text between the first line and the first empty one. */
export const firstComment = (name: string) => textOf(name).split('\n\n')[0];
