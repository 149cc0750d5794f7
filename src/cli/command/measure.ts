/** `cask measure FILE…`: one line of JSON per configuration. */
import { type Command, Option } from 'commander';
import { gaugeConditions, longestFlowStep } from '../../gauge/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { RunError } from '../../simulation/driver.ts';
import {
  boundary,
  finiteNumber,
  flowRange,
  flowStep,
  observableList,
  positiveInteger,
  positiveNumber,
  stout,
} from '../measuring/arguments.ts';
import { listing, listingText } from '../measuring/listing.ts';
import { type Machines, withMachines } from '../measuring/machines.ts';
import type { Measured } from '../measuring/measurer.ts';
import { namesFor, observableNames, observables, usualObservables } from '../measuring/observables.ts';
import { addFileOptions, type FileFlags, openFile } from '../measuring/open.ts';
import { quarkParameters, requireOptions } from '../measuring/options.ts';
import type { MeasureRequest } from '../measuring/request.ts';
import { holdsSpins, measureSpins } from '../measuring/spins.ts';
import { loopSmearingArgument, setting, smearingArgument } from '../measuring/tables.ts';
import type { Output } from '../progress/display.ts';
import { addSharing, type Sharing } from '../sharing.ts';

interface MeasureFlags extends MeasureRequest, FileFlags, Sharing {
  readonly json?: boolean;
  readonly labels?: boolean;
  readonly list?: boolean;
}

/** Adds the command to the program. */
export function addMeasure(cask: Command, stdout: Output, stderr: Output): void {
  const command = cask
    .command('measure')
    .description('measure observables on configuration files of any known format: one line of JSON for each')
    .argument('[FILE...]', 'configuration files')
    .option('--observe <NAMES>', 'observables, separated by commas', observableList, [...usualObservables])
    .option(
      '--set <NAME.KEY=VALUE>',
      'an option of an observable, such as wilsonLoops.maxR=4; may be repeated',
      setting,
    )
    .option('--list', 'print every observable with its unit and its options');
  addLinkOptions(command);
  addQuarkOptions(command);
  addSharing(addFileOptions(command))
    .option('--labels', 'add what each number of a list is, under the key "labels"')
    .option('--json', 'nothing but JSON: remarks about files go into the key "remarks" instead of the error output')
    .addHelpText('after', () => `\n${lesson()}`)
    .action((files: string[], flags: MeasureFlags) => {
      if (flags.list) stdout.write(flags.json ? `${JSON.stringify(listing(), null, 2)}\n` : listingText());
      else return measureAll(files, flags, stdout, stderr);
    });
}

function addLinkOptions(command: Command): void {
  command
    .addOption(
      new Option('--gauge <GAUGE>', 'fix the gauge first, as wall sources need it').choices([...gaugeConditions]),
    )
    .option('--stout <RHO,N>', 'smear with N stout layers of weight RHO before measuring', stout)
    .option('--smear <TABLE>', 'then smear, such as kind=ape,alpha=0.5,steps=10,directions=space', smearingArgument)
    .option('--flow <T>', 'then take the Wilson flow to time T, in units of a²', positiveNumber)
    .option('--flow-step <EPS>', 'longest step of the flow, at most 0.1', flowStep, longestFlowStep)
    .option(
      '--flow-history <UNTIL,SPACING>',
      'lists of E and Q along the flow, and t0 and w0 where they are reached',
      flowRange,
    )
    .option(
      '--loop-smear <TABLE>',
      'smear the sides of Wilson loops in space, by staples in space',
      loopSmearingArgument,
    );
}

function addQuarkOptions(command: Command): void {
  command
    .option('--mass <M>', 'mass of valence quarks; the bare mass of Wilson quarks may be negative', finiteNumber)
    .option('--kappa <K>', 'hopping parameter of Wilson quarks, in place of the mass', positiveNumber)
    .option(
      '--boundary <WORDS>',
      'of quarks: periodic or antiperiodic round the time axis (the default), or a word for each direction',
      boundary,
    )
    .option('--csw <C>', 'coefficient of their clover term', finiteNumber)
    .option('--flavours <NF>', 'number of flavours of condensates of staggered quarks', positiveNumber, 4)
    .option('--exact', 'exact traces in place of noise: one solve per site and component, for small lattices', false)
    .addOption(new Option('--noise <KIND>', 'noise of traces').choices(['Z2', 'Z4', 'gaussian']).default('Z4'))
    .option('--vectors <N>', 'number of noise vectors', positiveInteger, 10)
    .option('--seed <N>', 'seed of the noise', positiveInteger, 1);
}

function measureAll(files: readonly string[], flags: MeasureFlags, stdout: Output, stderr: Output): Promise<void> {
  if (files.length === 0) {
    throw new InputError(['There is no file to measure: name configurations, or --list for what can be measured.']);
  }
  requireOptions(flags);
  return withMachines(flags, stderr, machines => measureFiles(files, flags, machines, { stdout, stderr }));
}

/**
 * Measures file after file; a bad one does not keep the others from being measured.
 *
 * @throws InputError with one sentence per bad file, after the last file; RunError if a file is good, but a solver or the
 *   gauge fixing failed on it
 */
async function measureFiles(
  files: readonly string[],
  flags: MeasureFlags,
  { of, alike, isFirst }: Machines,
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
): Promise<void> {
  const { Measurer } = await import('../measuring/measurer.ts');
  const measurer = new Measurer(flags, of);
  const measured = (file: string): Measured => {
    if (alike(() => holdsSpins(file))) return measureSpins(file, flags, of);
    namesFor('links', flags.observe, file);
    const { configuration, remarks: ofFile } = alike(() => openFile(file, flags));
    const found = measurer.measure(configuration, file);
    return { ...found, remarks: [...ofFile, ...found.remarks] };
  };
  const circumstances = circumstancesOf(flags);
  const problems: Error[] = [];
  for (const file of files) {
    try {
      const { values, labels, facts, remarks } = alike(() => measured(file));
      if (!isFirst) continue;
      const labelled = flags.labels ? { labels } : {};
      const noted = flags.json && remarks.length > 0 ? { remarks } : {};
      stdout.write(`${JSON.stringify({ file, ...circumstances, ...values, ...labelled, ...noted, facts })}\n`);
      if (!flags.json) for (const remark of remarks) stderr.write(`${file}: ${remark}\n`);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof RunError)) throw error;
      problems.push(error);
    }
  }
  if (problems.length === 0) return;
  const sentences = problems.map(({ message }) => message);
  throw problems.some(problem => problem instanceof RunError)
    ? new RunError(sentences.join('\n'))
    : new InputError(sentences);
}

/** What the numbers depend on beside the file. */
function circumstancesOf(flags: MeasureFlags): Record<string, unknown> {
  const { gauge, stout: smearing, smear, loopSmear, flow, set, boundary: around } = flags;
  return {
    ...(gauge ? { gauge } : {}),
    ...(smearing ? { stout: smearing } : {}),
    ...(smear ? { smear } : {}),
    ...(flow === undefined ? {} : { flowTime: flow }),
    ...(loopSmear ? { loopSmear } : {}),
    ...(around ? { boundary: around } : {}),
    ...quarkParameters(flags),
    ...(set ? { options: set } : {}),
  };
}

function lesson(): string {
  const documented = Object.entries(observables).map(([name, definition]) => `  ${name.padEnd(18)} ${definition}`);
  const others = observableNames.filter(name => !Object.hasOwn(observables, name));
  return `Observables:
${documented.join('\n')}

and, with the options that --list explains:
  ${others
    .join(', ')
    .replace(/(.{1,108})(?:, |$)/g, (_, line: string) => `${line}\n  `)
    .trim()}

Examples:
  cask measure one.ildg two.ildg                                  the usual four, one line for each file
  cask measure one.ildg --observe topologicalCharge --flow 1      on links moved along the flow
  cask measure one.ildg --flow-history 2,0.1                      E(t), Q(t), t0 and w0
  cask measure one.ildg --observe wilsonLoops --set wilsonLoops.maxR=4 --labels
       --loop-smear kind=ape,alpha=0.5,steps=10                   Wilson loops for the static potential
  cask measure one.ildg --observe wilsonPion,nucleon --kappa 0.15 --csw 1.2
  cask measure one.ildg --observe staggeredPion --mass 0.1 --gauge coulomb --set staggeredPion.source=wall
  cask measure one.ildg --observe wilsonHadrons --kappa 0.15 --set wilsonHadrons.channels=[P,V1,N+]`;
}
