/**
 * The command line as a function: arguments in, exit code out.
 *
 * Exit codes: 0 the run was completed or ended cleanly on request; 1 it failed; 2 the input cannot be used, and
 * nothing was written.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { launchedRanks } from '../kernel/node/mpiLaunch.ts';
import { InputError } from '../runfile/input/problem.ts';
import { caskVersion } from '../runfolder/provenance.ts';
import { filesOnDisk } from '../runfolder/runFiles.ts';
import { RunError } from '../simulation/driver.ts';
import { addAnalyse } from './command/analyse.ts';
import { addCheck, type FindNeed, type Preflight, withinMemory, withPreflight } from './command/check.ts';
import { addCompletion } from './command/completion.ts';
import { addConvert } from './command/convert.ts';
import { exampleText } from './command/examples.ts';
import { addExport } from './command/export.ts';
import { addFit } from './command/fit.ts';
import { addFix } from './command/fix.ts';
import { keyLines, keysFor } from './command/keys.ts';
import { machineOption } from './command/machineOption.ts';
import { addMeasure } from './command/measure.ts';
import { addNew } from './command/new.ts';
import { addPlot } from './command/plot.ts';
import { addRegress } from './command/regress.ts';
import { type ResumeFlags, resumeRun } from './command/resume.ts';
import { addReweight } from './command/reweight.ts';
import { type RunContext, type RunFlags, runFile } from './command/run.ts';
import { settingOption } from './command/settingOption.ts';
import { addShow } from './command/show.ts';
import { addSpectral } from './command/spectral.ts';
import { addStudio } from './command/studio.ts';
import { addSubmit } from './command/submit.ts';
import { withOwnNames } from './command/synonyms.ts';
import { addTrain } from './command/train.ts';
import { memoryNeed } from './memory/need.ts';
import { addRehearse } from './memory/rehearse.ts';
import type { Output } from './progress/display.ts';
import { harmlessOutput } from './progress/harmless.ts';
import { onRanks, refusePatienceAlone, refuseRanksWithoutFlag } from './ranks/ranks.ts';
import { isReplicaSet } from './replicas/isReplicaSet.ts';
import { type ReplicaContext, resumeReplicas, runReplicas } from './replicas/replicas.ts';
import { addSharing, count, type Sharing } from './sharing.ts';
import { hasAlternatives, isSweep } from './sweep/plan.ts';
import { resumeSweep, runSweep } from './sweep/sweep.ts';
import { parseWalltime } from './walltime.ts';

export interface MainOptions extends Pick<RunContext, 'stops' | 'progress' | 'holding'> {
  /** Builds the physics. */
  readonly assemble: RunContext['assemble'];
  /** Tries the laws of a theory before it is run. */
  readonly preflight?: Preflight;
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly signals?: RunContext['signals'];
  readonly abort?: RunContext['abort'];
  /** Finds out what memory a run needs; by default this program does it, started once more. */
  readonly memoryNeed?: FindNeed;
  /** From now on this process prints nothing but errors. */
  readonly silence?: () => void;
  /** How to start this program once more, for replicas; by default as it was started. */
  readonly program?: readonly string[];
}

export const exitCodes = { ok: 0, failed: 1, badInput: 2 } as const;

/**
 * Runs one command.
 *
 * @param argv the arguments, without the names of the interpreter and the program
 * @returns the exit code; errors of users and runs are printed, never thrown
 */
export async function main(argv: readonly string[], options: MainOptions): Promise<number> {
  const stdout = harmlessOutput(options.stdout ?? process.stdout);
  const stderr = harmlessOutput(options.stderr ?? process.stderr);
  const startedAs = options.program ?? [process.execPath, ...process.execArgv, process.argv[1]];
  const context: Context = {
    assemble: (resolved, given) => options.assemble(resolved, { files: filesOnDisk, ...given }),
    stdout,
    signals: options.signals ?? process,
    abort: options.abort ?? (() => process.exit(exitCodes.failed)),
    program: startedAs,
    memoryNeed: options.memoryNeed ?? (run => memoryNeed(run, startedAs)),
    ...(options.stops && { stops: options.stops }),
    ...(options.progress && { progress: options.progress }),
    ...(options.holding && { holding: options.holding }),
    ...(options.silence && { silence: options.silence }),
    stderr,
  };
  try {
    const cask = program(context, options.preflight);
    await cask.parseAsync(withOwnNames(cask, withKnownHelp(cask, argv)), { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
    stderr.write(`${messageOf(error)}\n`);
    return error instanceof InputError ? exitCodes.badInput : exitCodes.failed;
  }
}

/** Help for what is no command is a misspelt command, and is answered as one. */
function withKnownHelp(cask: Command, argv: readonly string[]): readonly string[] {
  const [first, wanted] = argv;
  const isUnknown = wanted !== undefined && ![...cask.commands.map(command => command.name()), 'help'].includes(wanted);
  return first === 'help' && isUnknown ? [wanted] : argv;
}

/** Expected errors print their message only; a defect of the program prints its trace. */
function messageOf(error: unknown): string {
  if (error instanceof InputError || error instanceof RunError) return error.message;
  if (!(error instanceof Error)) return `cask failed: ${error}`;
  const isDefect = error instanceof TypeError || error instanceof ReferenceError;
  return `cask failed: ${(isDefect ? error.stack : undefined) ?? error.message}`;
}

interface Context extends ReplicaContext {
  readonly memoryNeed: FindNeed;
  readonly stderr: Output;
  readonly silence?: () => void;
}

function program(context: Context, preflight: Preflight | undefined): Command {
  const { stdout, stderr } = context;
  const cask = new Command('cask')
    .description('Lattice gauge theory with self-learning Monte Carlo: a run is one TOML file.')
    .version(caskVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .addHelpText('after', `\n${lesson}`)
    .exitOverride()
    .configureOutput({ writeOut: text => stdout.write(text), writeErr: text => stderr.write(text) });

  const start = (file: string, flags: RunFlags & RunOptions) =>
    divided(
      { ...flags, replicas: isSwept(flags) || flags.replicas !== undefined },
      context,
      (computing, memoryNeed) => {
        const isTried = flags.preflight && preflight !== undefined;
        const tried = isTried ? withPreflight(computing, preflight) : computing;
        const assemble = withinMemory(tried, memoryNeed);
        if (flags.replicas !== undefined) return runReplicas(file, flags.replicas, flags, { ...context, assemble });
        if (isSwept(flags)) return runSweep(file, flags, { ...context, assemble });
        return runFile(file, flags, { ...context, assemble });
      },
    );

  const run = cask
    .command('run')
    .description('run a simulation and write a folder with log, estimates and report')
    .argument('<FILE.toml>', 'the run file')
    .option('--out <DIR>', 'output folder, instead of output.folder')
    .option('--seed <N>', 'random seed, instead of schedule.seed', seed)
    .addOption(settingOption())
    .addOption(machineOption())
    .option('--walltime <TIME>', 'stop with a checkpoint before this time is up, such as 3h or 90m', walltime)
    .option(
      '--replicas <N>',
      'run N independent chains with different seeds, as many at a time as there are cores',
      count,
    )
    .option('--seeds <N>', 'run every value of a sweep (--set KEY=V1,V2) with N seeds', count)
    .option('--jobs <N>', 'runs of a sweep at one time; by default as many as there are cores', count)
    .addOption(ownModuleOption())
    .option('--no-preflight', 'start without trying the laws of the theory on a small lattice')
    .option('--quiet', 'print nothing but errors')
    .action(start);
  const train = addTrain(cask, start);

  const resume = cask
    .command('resume')
    .description('go on with an interrupted run, bit for bit as if it had never stopped')
    .argument('<DIR>', 'the run folder, or one of replicas or of a sweep')
    .option('--trajectories <N>', 'a new number of production trajectories', count)
    .option('--walltime <TIME>', 'stop with a checkpoint before this time is up, such as 3h or 90m', walltime)
    .option(
      '--take-lock',
      'take the lock of a process that cannot be seen from here and gives no sign of life for 3 min',
    )
    .addOption(ownModuleOption())
    .option('--quiet', 'print nothing but errors')
    .action((folder: string, flags: ResumeFlags & Sharing) =>
      divided({ ...flags, replicas: isReplicaSet(folder) || isSweep(folder) }, context, (computing, memoryNeed) => {
        const within = { ...context, assemble: withinMemory(computing, memoryNeed) };
        if (isSweep(folder)) return resumeSweep(folder, flags, within);
        return isReplicaSet(folder) ? resumeReplicas(folder, flags, within) : resumeRun(folder, flags, within);
      }),
    );

  addSharing(run, ': instead of machine.threads');
  addSharing(resume);
  train.addOption(ownModuleOption());
  addSharing(train, ': instead of machine.threads');
  addSubmit(cask, { stdout, program: context.program, walltime, count });
  addNew(cask, { stdout, assemble: context.assemble, memoryNeed: context.memoryNeed });
  addCheck(cask, { stdout, preflight, memoryNeed: context.memoryNeed, assemble: context.assemble });
  addRehearse(cask, { stdout, assemble: context.assemble, preflight });

  cask
    .command('keys')
    .description('explain every key of a run file')
    .argument('[WORD]', 'a section such as sampler, or a word to look for in keys and their meanings')
    .option('--json', 'print one JSON list: path, values, fallback, meaning')
    .action((word: string | undefined, { json }: { readonly json?: boolean }) => {
      const keys = keysFor(word);
      stdout.write(json ? `${JSON.stringify(keys, null, 2)}\n` : `${keyLines(keys).join('\n').trim()}\n`);
    });

  addShow(cask, stdout);
  addConvert(cask, stdout);
  addFix(cask, stdout, stderr);
  addMeasure(cask, stdout, stderr);
  addAnalyse(cask, stdout);
  addRegress(cask, stdout);
  addReweight(cask, stdout);
  addFit(cask, stdout);
  addSpectral(cask, stdout);
  addPlot(cask, stdout);
  addExport(cask, stdout);
  addStudio(cask, stdout, context.signals);
  addCompletion(cask, stdout);
  for (const command of cask.commands) command.addHelpText('after', exampleText(command.name()));
  return cask;
}

/** @throws InputError where a sweep is asked for together with replicas, or jobs without a sweep */
function isSwept({ seeds, jobs, replicas, set }: RunFlags & RunOptions): boolean {
  const swept = seeds !== undefined || hasAlternatives(set);
  if (swept && replicas !== undefined) throw new InputError(['A sweep has --seeds in place of --replicas.']);
  if (!swept && jobs !== undefined) {
    throw new InputError([
      '--jobs is of a sweep: give --seeds N, or a key several values, as --set action.gauge.beta=2.5,2.7.',
    ]);
  }
  return swept;
}

interface RunOptions extends Sharing {
  readonly preflight: boolean;
  readonly replicas?: number;
  readonly seeds?: number;
  readonly jobs?: number;
}

/** Carries out a command on the ranks that were asked for, or here alone. */
async function divided(
  { ranks, replicas, patience }: Sharing & { readonly replicas?: number | boolean },
  context: Context,
  act: (assemble: RunContext['assemble'], memoryNeed: FindNeed) => Promise<void>,
): Promise<void> {
  if (ranks === undefined) {
    refusePatienceAlone(patience);
    refuseRanksWithoutFlag(launchedRanks());
    return act(context.assemble, context.memoryNeed);
  }
  if (replicas) throw new InputError(['Ranks compute one chain together: run replicas without --ranks.']);
  return onRanks({ ranks, ...(patience && { patience }) }, context, (assemble, share) =>
    act(assemble, async run => {
      const need = await context.memoryNeed(run);
      return typeof need === 'string' ? need : share(need, run);
    }),
  );
}

/** Listed here, read by ownModules.ts before any command is. */
const ownModuleOption = () =>
  new Option(
    '--with <FILE>',
    'a module that registers observables, layers, losses or actions of your own; any command',
  );

const largestSeed = 0xffffffff;

function seed(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= largestSeed) return value;
  throw new InvalidArgumentError(`Expected an integer from 0 to ${largestSeed}.`);
}

function walltime(text: string): number {
  const seconds = parseWalltime(text);
  if (seconds === undefined) throw new InvalidArgumentError('Expected a time such as 3h, 90m, 1h30m or 02:30:00.');
  return seconds;
}

const lesson = `A first run:

  cask new first.toml           (asks a few questions; or --preset su2-hmc)
  cask run first.toml

The file says which theory, which sampler and how long:

  [lattice]
  extent = [4, 4, 4, 4]                  # x y z t
  [group]
  name = "SU(2)"
  [action]
  gauge = { kind = "plaquette", beta = 2.7 }
  fermion = { kind = "staggered", mass = 0.3 }
  [sampler]
  kind = "hmc"
  [schedule]
  thermalise = 100
  trajectories = 500

What is left out gets a default: "cask check FILE" shows them, "cask keys" explains all keys.
While it runs, the line shows plaquette P (magnetisation m of spins) with error and autocorrelation time τ, acceptance,
⟨e^−ΔH⟩ (which must be 1 within its error) and the time to go. Ctrl-C finishes the trajectory,
writes everything and stops; a second Ctrl-C stops at once. "cask resume DIR" continues, bit for bit.

A run folder holds params.toml, resolved.toml, provenance.json, log.jsonl, timings.jsonl,
checkpoint/, summary.json, report.html, citations.bib and, after training, weights.json and
weights.safetensors. "cask export" writes the observables as HDF5 or CSV.

Exit codes: 0 done or stopped on request, 1 the run or its preflight failed, 2 the input cannot be used.`;
