/** `cask run FILE`: read → assemble → claim a folder → drive → sum up → report. */
import { drive, type LogRecord, phaseLengths } from '../driver.ts';
import { bibliography } from '../folder/citations.ts';
import { claimFolder, refuseTakenFolder } from '../folder/claim.ts';
import { writeToml } from '../folder/echo.ts';
import { provenanceOf } from '../folder/provenance.ts';
import { openLog, writeFile, writeJson } from '../folder/write.ts';
import { type LoadedRun, loadRun, type Overrides } from '../input/load.ts';
import { createDisplay, type Display, type Output } from '../progress/display.ts';
import { report } from '../report/page.ts';
import { theoryLine } from '../report/theory.ts';
import { type Summary, summarise } from '../result/summary.ts';
import type { Assemble, Simulation } from '../simulation.ts';
import { closingLines } from './closing.ts';
import { listenForStop, type SignalSource, type StopListener } from './stop.ts';

export interface RunContext {
  readonly assemble: Assemble;
  readonly stdout: Output;
  readonly signals: SignalSource;
  /** Ends the program at once, after a second stop request. */
  readonly abort: () => void;
}

export interface RunFlags extends Overrides {
  readonly quiet?: boolean;
}

/**
 * Runs a file to its end, or to the first stop request, and leaves a run folder behind.
 *
 * @throws InputError before anything is written, RunError later; in the second case the folder holds what there was
 */
export async function runFile(fileName: string, flags: RunFlags, context: RunContext): Promise<void> {
  const loaded = loadRun(fileName, flags);
  const { resolved } = loaded;
  const wanted = resolved.output.folder!;
  refuseTakenFolder(wanted, resolved.output.existing);
  const output = context.stdout;
  const display = createDisplay({ output, lengths: phaseLengths(resolved), quiet: flags.quiet ?? false });
  display.say(resolved.title ?? theoryLine(resolved));
  const simulation = await context.assemble(resolved, { announce: line => display.say(line) });
  const stop = listenForStop({
    source: context.signals,
    onRequest: () => display.say('Stopping after this trajectory; once more to abort.'),
    onAbort: context.abort,
  });
  try {
    await simulate(loaded, simulation, display, stop);
  } finally {
    stop.release();
    await simulation.close?.();
  }
}

async function simulate(
  loaded: LoadedRun,
  simulation: Simulation,
  display: Display,
  stop: StopListener,
): Promise<void> {
  const folder = claimFolder(loaded.resolved.output.folder!, loaded.resolved.output.existing, loaded.text);
  const resolved = { ...loaded.resolved, output: { ...loaded.resolved.output, folder } };
  const provenance = provenanceOf(resolved, simulation);
  const echo = writeToml(resolved, loaded.origin);
  writeFile(folder, 'resolved.toml', echo);
  writeJson(folder, 'provenance.json', provenance);
  writeFile(folder, 'citations.bib', bibliography(simulation.cites));
  for (const line of [simulation.name, ...simulation.describe(), `Writing to ${folder}`]) display.say(line);

  const records: LogRecord[] = [];
  const log = openLog(folder);
  const onTrajectory = (record: LogRecord) => {
    log.append(record);
    records.push(record);
    display.update(record);
  };
  const finish = (outcome: Summary['outcome']) => {
    display.finish();
    const summary = summarise(records, resolved, outcome);
    writeJson(folder, 'summary.json', summary);
    writeFile(folder, 'report.html', report({ resolved, echo, records, summary, provenance }));
    for (const line of closingLines(summary, folder)) display.say(line);
  };
  try {
    const outcome = await drive(simulation, resolved, { onTrajectory, stopRequested: stop.requested });
    saveWeights(folder, simulation);
    finish(outcome);
  } catch (error) {
    finishFailed(finish);
    throw error;
  } finally {
    log.close();
  }
}

/** Writes what there is of a failed run; if that fails as well, the first error is the one worth telling. */
function finishFailed(finish: (outcome: 'failed') => void): void {
  try {
    finish('failed');
  } catch {
    return;
  }
}

function saveWeights(folder: string, simulation: Simulation): void {
  const weights = simulation.saveWeights?.();
  if (weights !== undefined) writeFile(folder, weights.fileName, weights.text);
}
