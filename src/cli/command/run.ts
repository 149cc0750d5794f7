/** `cask run FILE`: read → assemble → claim a folder → carry out. */

import { join } from 'node:path';
import { writeToml } from '../../runfile/echo.ts';
import { fingerprintOf } from '../../runfile/fingerprint.ts';
import type { LoadedRun, Overrides } from '../../runfile/input/decide.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { hashOfFile } from '../../runfile/node/hashOfFile.ts';
import { loadRun } from '../../runfile/node/load.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { shortHash } from '../../runfile/shortHash.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { bibliography } from '../../runfolder/citations.ts';
import { claimFolder, refuseTakenFolder } from '../../runfolder/claim.ts';
import { refuseUnfitFormat } from '../../runfolder/configurations.ts';
import type { Lock } from '../../runfolder/lock.ts';
import { startOfLog } from '../../runfolder/log.ts';
import { provenanceOf } from '../../runfolder/provenance.ts';
import { standingOf } from '../../runfolder/standing.ts';
import { writeFile, writeJson } from '../../runfolder/write.ts';
import { phaseLengths } from '../../simulation/driver.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { createDisplay, type Display } from '../progress/display.ts';
import { carryOut, type RunContext, type Session, type SessionFlags, whileLocked } from './session.ts';

export type { RunContext } from './session.ts';

export interface RunFlags extends Overrides, SessionFlags {}

/**
 * Runs a file to its end, or to the first stop request, and leaves a run folder behind.
 *
 * @throws InputError before anything is computed, RunError later; in the second case the folder holds what there was
 */
export async function runFile(fileName: string, flags: RunFlags, context: RunContext): Promise<void> {
  refuseRunFolder(fileName);
  const loaded = loadRun(fileName, flags);
  const { resolved } = loaded;
  refuseTakenFolder(resolved.output.folder!, resolved.output.existing);
  const display = createDisplay({
    output: context.stdout,
    lengths: phaseLengths(resolved),
    quiet: flags.quiet ?? false,
  });
  display.say(resolved.title ?? theoryLine(resolved));
  const simulation = await context.assemble(resolved, {
    announce: line => display.say(line),
    ...(context.progress && { progress: context.progress }),
  });
  try {
    refuseUnfitFormat(resolved.output.configurations, simulation);
    const lock = claimFolder(resolved.output.folder!, resolved.output.existing, loaded.text);
    await whileLocked(lock, context, () => carryOut(begin(lock, loaded, simulation, display), flags, context));
  } finally {
    await simulation.close?.();
  }
}

/** @throws InputError where a folder was named in place of a run file */
export function refuseRunFolder(name: string): void {
  const standing = standingOf(name);
  if (standing === undefined) return;
  throw new InputError([
    `${name} is a run folder; "cask run" expects a run file.`,
    standing,
    `For a new run with the same file: cask run ${join(name, 'params.toml')} --out DIR`,
  ]);
}

function inFolder<Run extends Resolved>(run: Run, folder: string): Run {
  return { ...run, output: { ...run.output, folder } };
}

/** The files that a run starts with. */
function begin(lock: Lock, loaded: LoadedRun, simulation: Simulation, display: Display): Session {
  const { folder } = lock;
  const resolved = inFolder(loaded.resolved, folder);
  const provenance = provenanceOf(resolved, simulation);
  const echo = writeToml(resolved, loaded.origin);
  writeFile(lock, 'resolved.toml', echo);
  writeJson(lock, 'provenance.json', provenance);
  writeJson(lock, 'observables.json', simulation.observables ?? {});
  writeFile(lock, 'citations.bib', bibliography(simulation.cites));
  for (const line of [simulation.name, ...simulation.describe(), `Writing to ${folder}`]) display.say(line);
  const facts = {
    fingerprint: fingerprintOf(resolved, hashOfFile),
    arithmetic: simulation.arithmetic ?? '',
    kernels: shortHash(JSON.stringify(provenance.kernels ?? {})),
    params: shortHash(loaded.text),
    log: startOfLog,
    version: provenance.version,
    node: provenance.node,
  };
  return { lock, resolved, echo, provenance, simulation, display, facts, records: [] };
}
