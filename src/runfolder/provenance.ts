/** Where results come from, without naming the computer or its user. */
import { readFileSync } from 'node:fs';
import type { Resolved } from '../runfile/schema/index.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { sourceCommit } from './commit.ts';

/** What a part of a run was made with. */
export interface Session {
  readonly version: string;
  /** Of the sources, where they are a git checkout. */
  readonly commit?: string;
  readonly node: string;
  readonly platform: string;
  /** What kernels ran on. */
  readonly machine: string;
  /** How kernels round: two machines of one arithmetic give the same bits. */
  readonly arithmetic?: string;
  /** Hashes of the instruction lists of kernels, by name. */
  readonly kernels?: Readonly<Record<string, string>>;
  /** UTC. */
  readonly started: string;
}

export interface Provenance extends Session {
  readonly program: 'cask';
  readonly seed: number;
  /** The parts of an interrupted run after the first, each with the last trajectory before it. */
  readonly resumed?: readonly (Session & { readonly after: number })[];
}

/** The version in package.json. */
export function caskVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** What a part of a run that starts now is made with. */
export function sessionOf({ machine, arithmetic, kernels }: Simulation): Session {
  const commit = sourceCommit();
  return {
    version: caskVersion(),
    ...(commit === undefined ? {} : { commit }),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    machine,
    ...(arithmetic === undefined ? {} : { arithmetic }),
    ...(kernels === undefined ? {} : { kernels: kernels() }),
    started: new Date().toISOString(),
  };
}

/** The provenance of a run that starts now. */
export function provenanceOf(resolved: Resolved, simulation: Simulation): Provenance {
  return { program: 'cask', seed: resolved.schedule.seed, ...sessionOf(simulation) };
}

/** The provenance of a run that goes on now. */
export function provenanceResumed(before: Provenance, after: number, simulation: Simulation): Provenance {
  return { ...before, resumed: [...(before.resumed ?? []), { after, ...sessionOf(simulation) }] };
}
