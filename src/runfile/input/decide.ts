/** A run file that was read: its text, what it says with every default filled in, and who decided each key. */
import { type GaugeRun, isSpinRun, type Resolved } from '../schema/index.ts';
import { brokenByMachine } from '../schema/rules/machine.ts';
import { isLatticeQcd } from '../translate/latticeQcd.ts';
import { findPositions, type KeyPath } from './position.ts';
import { InputError } from './problem.ts';
import { settingFrom, settingOf, withSettings } from './settings.ts';
import { parseToml } from './toml.ts';
import { validate } from './validate.ts';

/** What the command line may override. */
export interface Overrides {
  readonly out?: string;
  readonly seed?: number;
  /** `KIND`, or `KIND:DEVICE`. */
  readonly machine?: string;
  readonly threads?: Resolved['machine']['threads'];
  /** `KEY=VALUE`, any key of the schema; a later one wins. */
  readonly set?: readonly string[];
}

/** A run file that was read and found good. */
export interface LoadedRun {
  readonly fileName: string;
  /** The file as the user wrote it. */
  readonly text: string;
  readonly resolved: Resolved;
  /** Who decided a key. */
  readonly origin: (path: KeyPath) => Origin;
}

/** A key of the resolved run was written in the file, given as a flag, or is a default. */
export type Origin = 'file' | 'flag' | 'default';

/**
 * Checks the text of a run file and fills in every default.
 *
 * A self-learning run without [network] gets the identity network. The output folder becomes `runs/NAME`, where an
 * earlier run is stepped aside for, unless the user names a folder, which is refused when it holds something.
 *
 * @param fileName what the text is called in sentences
 * @throws InputError for anything the user has to change
 */
export function runFromText(fileName: string, text: string, overrides: Overrides = {}): LoadedRun {
  const settings = (overrides.set ?? []).map(settingFrom);
  const document = parseToml(fileName, text);
  if (isLatticeQcd(document)) {
    throw new InputError([
      `${fileName} is a parameter file of LatticeQCD.jl; translate it first: cask new RUN.toml --from-latticeqcd ${fileName}`,
    ]);
  }
  const table = withSettings(document, settings);
  const run = validate(fileName, text, table, settings);
  const given = findPositions(text);
  const flagged = new Set(flaggedKeys(overrides));
  const isFlag = (path: KeyPath) => flagged.has(path.join('.')) || settingOf(path, settings) !== undefined;
  const origin = (path: KeyPath) => (isFlag(path) ? 'flag' : given.has(path) ? 'file' : 'default');
  const resolved = decide(fileName, run, overrides);
  const refused = brokenByMachine(resolved);
  if (refused) throw new InputError([`--machine ${overrides.machine}: expected ${refused.expected}.`]);
  return { fileName, text, resolved, origin };
}

function flaggedKeys({ out, seed, machine, threads }: Overrides): string[] {
  const keys = {
    'output.folder': out,
    'schedule.seed': seed,
    'machine.kind': machine,
    'machine.device': machine?.includes(':') ? machine : undefined,
    'machine.threads': threads,
  };
  return Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [key]));
}

function decide(fileName: string, run: Resolved, overrides: Overrides): Resolved {
  return isSpinRun(run)
    ? withOverrides(fileName, run, overrides)
    : withOverrides(fileName, withNetwork(run), overrides);
}

function withOverrides<Run extends Resolved>(
  fileName: string,
  run: Run,
  { out, seed, machine, threads }: Overrides,
): Run {
  const chosen = out ?? run.output.folder;
  return {
    ...run,
    schedule: { ...run.schedule, seed: seed ?? run.schedule.seed },
    output: {
      ...run.output,
      folder: chosen ?? `runs/${stem(fileName)}`,
      existing: run.output.existing ?? (chosen === undefined ? 'number' : 'refuse'),
    },
    machine: { ...machineFrom(machine, run.machine), threads: threads ?? run.machine.threads },
  };
}

/** What `--machine KIND[:DEVICE]` says, else the file. */
function machineFrom(flag: string | undefined, section: Resolved['machine']): Resolved['machine'] {
  if (flag === undefined) return section;
  const [kind, ...device] = flag.split(':');
  const { device: _, ...others } = section;
  return {
    ...others,
    kind: kind as Resolved['machine']['kind'],
    ...(device.length > 0 && { device: device.join(':') }),
  };
}

/** Self-learning HMC without a network has the identity. */
function withNetwork(run: GaugeRun): GaugeRun {
  if (run.network !== undefined || run.sampler.kind !== 'slhmc') return run;
  return { ...run, network: { kind: 'identity' } };
}

/** `examples/su2.toml` → `su2`. */
function stem(fileName: string): string {
  const name = fileName.split('/').findLast(part => part !== '') ?? '';
  return name.replace(/(?<=.)\.[^.]*$/, '') || 'run';
}
