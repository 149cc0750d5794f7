/** `cask measure FILE…`: one line of JSON per configuration. */
import { setImmediate } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { InputError } from '../input/problem.ts';
import { extents, flowStep, observableList, positiveInteger, positiveNumber, stout } from '../measure/arguments.ts';
import type { MeasureRequest } from '../measure/measurer.ts';
import { observables, usualObservables } from '../measure/observables.ts';
import { openFile } from '../measure/open.ts';
import type { Output } from '../progress/display.ts';

interface MeasureFlags extends MeasureRequest {
  readonly extents?: readonly number[];
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addMeasure(cask: Command, stdout: Output, stderr: Output): void {
  cask
    .command('measure')
    .description('measure observables on configuration files of any known format: one line of JSON for each')
    .argument('<FILE...>', 'configuration files')
    .option('--observe <NAMES>', 'observables, separated by commas', observableList, [...usualObservables])
    .option('--stout <RHO,N>', 'smear with N stout layers of weight RHO before measuring', stout)
    .option('--flow <T>', 'then take the Wilson flow to time T, in units of a²', positiveNumber)
    .option('--flow-step <EPS>', 'longest step of the flow, at most 0.1', flowStep, 0.01)
    .option('--mass <M>', 'quark mass of chiralCondensate', positiveNumber)
    .option('--flavours <NF>', 'number of flavours of chiralCondensate', positiveNumber, 4)
    .option('--exact', 'exact trace in chiralCondensate: one solve per even site and colour, for small lattices', false)
    .addOption(
      new Option('--noise <KIND>', 'noise of chiralCondensate').choices(['Z2', 'Z4', 'gaussian']).default('Z4'),
    )
    .option('--vectors <N>', 'number of noise vectors', positiveInteger, 10)
    .option('--seed <N>', 'seed of the noise', positiveInteger, 1)
    .option('--extents <X,Y,Z,T>', 'extents, for files that do not state them (Bridge++ text)', extents)
    .option('--json', 'nothing but JSON: remarks about files go into the key "remarks" instead of the error output')
    .addHelpText('after', `\nObservables:\n${observableLines()}`)
    .action((files: string[], flags: MeasureFlags) => measureFiles(files, flags, stdout, stderr));
}

/**
 * Measures file after file; a bad one does not keep the others from being measured.
 *
 * @throws InputError with one sentence per bad file, after the last file
 */
async function measureFiles(files: readonly string[], flags: MeasureFlags, stdout: Output, stderr: Output) {
  if (flags.observe.includes('chiralCondensate') && flags.mass === undefined) {
    throw new InputError(['chiralCondensate depends on the quark mass: give it as --mass M.']);
  }
  const { Measurer } = await import('../measure/measurer.ts');
  const measurer = new Measurer(flags);
  const circumstances = circumstancesOf(flags);
  const problems: string[] = [];
  for (const file of files) {
    try {
      const { configuration, remarks } = openFile(file, flags.extents);
      const values = measurer.measure(configuration, file);
      const noted = flags.json && remarks.length > 0 ? { remarks } : {};
      stdout.write(`${JSON.stringify({ file, ...circumstances, ...values, ...noted })}\n`);
      if (!flags.json) for (const remark of remarks) stderr.write(`${file}: ${remark}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
    }
    // The memory of fields that are no longer used is given back between turns of the event loop.
    await setImmediate();
  }
  if (problems.length > 0) throw new InputError(problems);
}

/** What the numbers depend on beside the file. */
function circumstancesOf({ stout: smearing, flow, mass, flavours, observe }: MeasureFlags): Record<string, unknown> {
  return {
    ...(smearing ? { stout: smearing } : {}),
    ...(flow === undefined ? {} : { flowTime: flow }),
    ...(observe.includes('chiralCondensate') ? { mass, flavours } : {}),
  };
}

function observableLines(): string {
  return Object.entries(observables)
    .map(([name, definition]) => `  ${name.padEnd(18)} ${definition}`)
    .join('\n');
}
