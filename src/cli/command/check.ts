/**
 * `cask check FILE`: reads a run file, fills in every default, and tries the laws of its theory on a small lattice.
 * What is printed is again a run file; the findings stand in it as comments.
 */

import type { Command } from 'commander';
import { type Finding, showFinding } from '../../laws/finding.ts';
import { writeToml } from '../../runfile/echo.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { loadRun } from '../../runfile/node/load.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { filesOnDisk } from '../../runfolder/runFiles.ts';
import { RunError } from '../../simulation/driver.ts';
import type { Assemble, RunFiles } from '../../simulation/simulation.ts';
import { plural } from '../../words/index.ts';
import { availableBytes, type MemoryNeed, needLine, refusalOf } from '../memory/need.ts';
import type { Output } from '../progress/display.ts';
import { estimateLines, estimateRun, type RunEstimate } from '../wizard/estimate.ts';

import { settingOption } from './settingOption.ts';

/** Tries the laws of a theory; see the preflight. */
export type Preflight = (
  run: Resolved,
  extent: 'all' | 'brief',
  files: RunFiles,
) => Promise<readonly Finding[]> | readonly Finding[];

export interface CheckContext {
  readonly stdout: Output;
  /** Left out, only the file is checked. */
  readonly preflight: Preflight | undefined;
  readonly memoryNeed: FindNeed;
  /** For the time that a trajectory takes. */
  readonly assemble: Assemble;
}

/** Finds out what memory a run needs, or says why it cannot. */
export type FindNeed = (run: Resolved) => Promise<MemoryNeed | string>;

interface CheckFlags {
  readonly set?: readonly string[];
  readonly preflight: boolean;
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addCheck(cask: Command, context: CheckContext): void {
  cask
    .command('check')
    .description('check a run file, try the laws of its theory, print it with every default; writes nothing')
    .argument('<FILE.toml>', 'the run file')
    .addOption(settingOption())
    .option('--no-preflight', 'look at the file only')
    .option('--json', 'print one JSON object: problems, resolved run, findings, memory in bytes, time in seconds')
    .action((file: string, flags: CheckFlags) => checkFile(file, flags, context));
}

/** @throws InputError if the file cannot be used, RunError if a law does not hold or the run does not fit into memory */
async function checkFile(file: string, flags: CheckFlags, context: CheckContext): Promise<void> {
  const { stdout, preflight } = context;
  const loaded = loadedOrJson(file, flags, stdout);
  const { resolved, origin } = loaded;
  const isTried = flags.preflight && preflight !== undefined;
  const rehearsal = isTried ? context.memoryNeed(resolved) : undefined;
  const findings = isTried ? await preflight(resolved, 'all', filesOnDisk) : [];
  const need = await rehearsal;
  const estimate = isTried && findings.every(({ ok }) => ok) ? await timeOf(resolved, context.assemble) : undefined;
  const available = availableBytes();
  if (flags.json) {
    const memory = typeof need === 'object' ? { bytes: need.bytes, memory: { ...need, available } } : {};
    const answer = { file, problems: [], resolved, findings, ...memory, ...(isEstimate(estimate) ? { estimate } : {}) };
    stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    const sentences = [
      ...findings.map(showFinding),
      ...(need ? [needLine(need)] : []),
      ...(isEstimate(estimate) ? estimateLines(estimate) : (estimate ?? [])),
    ];
    const comments = sentences.map(sentence => `# ${sentence.replaceAll('\n', ' ')}\n`);
    stdout.write(`${writeToml(resolved, origin)}${comments.length > 0 ? '\n' : ''}${comments.join('')}`);
  }
  requireLaws(findings);
  if (need) requireMemory(need, available);
}

const isEstimate = (found: RunEstimate | string[] | undefined): found is RunEstimate =>
  found !== undefined && !Array.isArray(found);

/** A few trajectories on a small lattice; a sentence where that fails. */
async function timeOf(resolved: Resolved, assemble: Assemble): Promise<RunEstimate | string[]> {
  try {
    return await estimateRun(resolved, { assemble });
  } catch (error) {
    return [`time: not known, because a trajectory on a small lattice failed: ${(error as Error).message}`];
  }
}

function loadedOrJson(file: string, { json, set }: CheckFlags, stdout: Output) {
  try {
    return loadRun(file, set === undefined ? {} : { set });
  } catch (error) {
    if (json && error instanceof InputError) {
      stdout.write(`${JSON.stringify({ file, problems: error.message.split('\n') }, null, 2)}\n`);
    }
    throw error;
  }
}

/** The same physics, with the preflight before it. */
export function withPreflight(assemble: Assemble, preflight: Preflight): Assemble {
  return async (resolved, options) => {
    const start = performance.now();
    const findings = await preflight(resolved, 'brief', filesOnDisk);
    requireLaws(findings);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    options.announce(`preflight:    ${plural(findings.length, 'law')} hold (${seconds} s)`);
    return assemble(resolved, options);
  };
}

/** Below so many sites no theory comes near the memory of a process, and a run starts without a rehearsal. */
const fewSites = 2 ** 14;

/** The same physics; on large lattices with a look at the memory before it. */
export function withinMemory(assemble: Assemble, memoryNeed: FindNeed): Assemble {
  return async (resolved, options) => {
    const sites = resolved.lattice.extent.reduce((product, length) => product * length, 1);
    if (sites >= fewSites) {
      const need = await memoryNeed(resolved);
      requireMemory(need, availableBytes());
      options.announce(needLine(need));
    }
    return assemble(resolved, options);
  };
}

function requireMemory(need: MemoryNeed | string, available: number): void {
  const refusal = refusalOf(need, available);
  if (refusal !== undefined) throw new RunError(refusal);
}

function requireLaws(findings: readonly Finding[]): void {
  const broken = findings.filter(({ ok }) => !ok);
  if (broken.length === 0) return;
  throw new RunError(
    [
      `Preflight: ${broken.length} of ${findings.length} laws ${broken.length === 1 ? 'does' : 'do'} not hold, so that results could not be trusted:`,
      ...broken.map(finding => `  ${showFinding(finding)}`),
      'Another machine (--machine js) may tell whether this one is at fault; --no-preflight skips the checks.',
    ].join('\n'),
  );
}
