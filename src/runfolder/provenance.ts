/** Where results come from, without naming the computer or its user. */
import { readFileSync } from 'node:fs';
import type { Provenance, Session } from '../runfile/provenance.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { sourceCommit } from './commit.ts';
import { ownModules } from './usedModules.ts';

/** The version in package.json. */
export function caskVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** What a part of a run that starts now is made with. */
export function sessionOf({ machine, device, threads, eigenvalues, arithmetic, kernels }: Simulation): Session {
  const commit = sourceCommit();
  const modules = ownModules();
  return {
    version: caskVersion(),
    ...(commit === undefined ? {} : { commit }),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    machine,
    ...(device === undefined ? {} : { device }),
    ...(threads === undefined ? {} : { threads }),
    ...(eigenvalues === undefined ? {} : { eigenvalues }),
    ...(arithmetic === undefined ? {} : { arithmetic }),
    ...(kernels === undefined ? {} : { kernels: kernels() }),
    ...(modules.length === 0 ? {} : { modules }),
    started: new Date().toISOString(),
  };
}

/** The provenance of a run that starts now. */
export function provenanceOf(resolved: Resolved, simulation: Simulation): Provenance {
  return { program: 'cask', seed: resolved.schedule.seed, ...sessionOf(simulation) };
}

/** The provenance of a run that continues now. */
export function provenanceResumed(before: Provenance, after: number, simulation: Simulation): Provenance {
  return { ...before, resumed: [...(before.resumed ?? []), { after, ...sessionOf(simulation) }] };
}
