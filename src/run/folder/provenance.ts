/** Where results come from, without naming the computer or its user. */
import { readFileSync } from 'node:fs';
import type { Resolved } from '../schema/index.ts';
import type { Simulation } from '../simulation.ts';

export interface Provenance {
  readonly program: 'cask';
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  /** What kernels ran on. */
  readonly machine: string;
  readonly seed: number;
  /** Start of the run, UTC. */
  readonly started: string;
}

/** The version in package.json. */
export function caskVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Gathers the provenance of a run that starts now. */
export function provenanceOf(resolved: Resolved, simulation: Simulation): Provenance {
  return {
    program: 'cask',
    version: caskVersion(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    machine: simulation.machine,
    seed: resolved.schedule.seed,
    started: new Date().toISOString(),
  };
}
