/** `cask fix FILE OUT --gauge landau|coulomb`: a configuration in a gauge, written and read again. */
import { type Command, Option } from 'commander';
import { configurationOf, type GaugeConfiguration } from '../../files/index.ts';
import { type SaveOptions, saveConfiguration } from '../../files/node/index.ts';
import { type GaugeCondition, type GaugeField, type GaugeFixed, gaugeConditions } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { plaquette } from '../../measure/observables/index.ts';
import { RunError } from '../../simulation/driver.ts';
import { overrelaxation, positiveInteger, positiveNumber } from '../measuring/arguments.ts';
import { type Fixing, fixedAsFar, gaugeStatus } from '../measuring/fixing.ts';
import { linksOf, refuseForeignTheory } from '../measuring/links.ts';
import { type Machines, withMachines } from '../measuring/machines.ts';
import { addFileOptions, asInput, groupName, openFile } from '../measuring/open.ts';
import type { Output } from '../progress/display.ts';
import { addSharing, type Sharing } from '../sharing.ts';
import {
  bits,
  differenceOf,
  extensions,
  formatOf,
  formatOption,
  nameWithDoubt,
  optionsFor,
  refuseExisting,
  type WritingFlags,
} from './convert.ts';

/** What is written where. */
interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly options: SaveOptions;
}

interface FixFlags extends WritingFlags, Fixing, Sharing {
  readonly keep: boolean;
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addFix(cask: Command, stdout: Output, stderr: Output): void {
  const command = cask
    .command('fix')
    .description('fix the gauge of a configuration and write it; what was written is read again and compared')
    .argument('<FILE>', 'a configuration file of any known format')
    .argument('<OUT>', `the file to write; ${Object.keys(extensions).join(', ')} tell the format`)
    .addOption(
      new Option('--gauge <GAUGE>', 'landau, or coulomb for each time slice by itself')
        .choices([...gaugeConditions])
        .makeOptionMandatory(),
    )
    .option('--tolerance <THETA>', 'stop when theta, the mean square of div A, is below this', positiveNumber, 1e-12)
    .option('--max <N>', 'give up after N iterations', positiveInteger, 10_000)
    .option('--overrelaxation <W>', 'from 1, none, to below 2', overrelaxation, 1.7)
    .option('--keep', 'write also what has not reached the tolerance; the exit code is 1 all the same', false)
    .addOption(formatOption())
    .option('--precision <BITS>', '32 or 64 bits in the file', bits, 64)
    .option('--compressed', 'NERSC: leave out the last row of every link', false);
  addSharing(addFileOptions(command))
    .option('--force', 'replace an existing file', false)
    .option('--json', 'the outcome as JSON')
    .action((from: string, to: string, flags: FixFlags) => {
      const options = savingOptions(from, to, flags);
      return withMachines(flags, stderr, machines => fix({ from, to, options }, flags, machines, stdout));
    });
}

/**
 * @throws InputError if one of the files cannot be used; RunError if the gauge is not reached. Without --keep the second
 *   file is then as it was before
 */
function fix({ from, to, options }: Wanted, flags: FixFlags, machines: Machines, stdout: Output): void {
  const { alike, isFirst } = machines;
  alike(() => refuseExisting(to, flags));
  const { configuration, remarks } = alike(() => openFile(from, flags));
  const u = linksIn(configuration, from, machines);
  const { before, after } = fixedAsFar(u, flags);
  const { iterations, converged } = after;
  if (!converged && !flags.keep)
    throw new RunError(shortfall(from, after, flags, 'Nothing was written; --keep writes what there is.'));
  const plaquettes = invariant(u, after.u);
  const written = saved({ from, to, options }, after.u, flags, machines);
  const outcome = {
    ...{ from, to, format: options.format, precision: written.precision, gauge: flags.gauge, converged, iterations },
    ...{ functionalBefore: before.functional, functional: after.functional },
    ...{ thetaBefore: before.theta, theta: after.theta, thetaInFile: written.theta },
    ...{ plaquetteBefore: plaquettes[0], plaquette: plaquettes[1] },
    ...{ largestDifference: written.largestDifference, remarks },
  };
  if (isFirst) stdout.write(flags.json ? `${JSON.stringify(outcome)}\n` : linesOf(outcome));
  if (!converged) throw new RunError(shortfall(from, after, flags, `${to} holds what there is.`));
}

function savingOptions(from: string, to: string, flags: FixFlags): SaveOptions {
  const format = flags.format ?? formatOf(to);
  // Bridge++ text holds all digits, so that the usual 64 bits say nothing new.
  const { precision, ...others } = flags;
  const options = optionsFor(format, from, format === 'bridge' && precision === 64 ? others : flags);
  if (options.format !== 'ildg') return options;
  return { ...options, information: `${nameOf(flags.gauge)} gauge of ${nameWithDoubt(from, flags)}.` };
}

function linksIn(configuration: GaugeConfiguration, path: string, machines: Machines): GaugeField {
  const name = groupName(configuration);
  refuseForeignTheory(name, configuration.extents, path);
  const lattice = new Lattice(configuration.extents, machines.of(configuration.extents));
  return asInput(() => linksOf(configuration, lattice, groupNamed(name)));
}

/** Twice the rounding of a long iteration is far below this, a wrong transformation far above. */
const largestChange = 1e-9;

/** The average plaquette before and after. @throws RunError if a change of gauge has changed it */
function invariant(before: GaugeField, after: GaugeField): [number, number] {
  const observable = plaquette();
  const [one, other] = [observable.measure(before), observable.measure(after)];
  if (Math.abs(one - other) <= largestChange) return [one, other];
  throw new RunError(
    `The plaquette is ${one} before and ${other} after fixing the gauge, which must not change it. Nothing was written.`,
  );
}

/** Writes and reads again. */
function saved({ to, options }: Wanted, u: GaugeField, { gauge }: FixFlags, machines: Machines) {
  const { alike, isFirst } = machines;
  const configuration = configurationOf(u);
  alike(() => isFirst && asInput(() => saveConfiguration(to, configuration, options)));
  const { configuration: again } = alike(() => openFile(to, { extents: configuration.extents }));
  return {
    precision: again.precision,
    theta: gaugeStatus(linksIn(again, to, machines), gauge).theta,
    largestDifference: isFirst ? differenceOf(configuration.links, again.links) : 0,
  };
}

function nameOf(gauge: GaugeCondition): string {
  return `${gauge[0].toUpperCase()}${gauge.slice(1)}`;
}

function shortfall(from: string, { theta }: GaugeFixed, { gauge, max, tolerance }: FixFlags, ending: string): string {
  return (
    `${from}: the ${nameOf(gauge)} gauge is not reached after ${max} iterations: theta came down to ` +
    `${theta.toPrecision(3)}, expected at most ${tolerance}. Allow more with --max, or another --overrelaxation. ${ending}`
  );
}

interface Outcome {
  readonly from: string;
  readonly to: string;
  readonly gauge: GaugeCondition;
  readonly iterations: number;
  readonly functionalBefore: number;
  readonly functional: number;
  readonly thetaBefore: number;
  readonly theta: number;
  readonly thetaInFile: number;
  readonly plaquetteBefore: number;
  readonly plaquette: number;
  readonly largestDifference: number;
  readonly remarks: readonly string[];
}

function linesOf({ from, to, gauge, ...outcome }: Outcome): string {
  return [
    ...outcome.remarks.map(remark => `${from}: ${remark}\n`),
    `${from} → ${to} in ${nameOf(gauge)} gauge after ${outcome.iterations} iterations:\n`,
    `  functional  ${outcome.functionalBefore} → ${outcome.functional}\n`,
    `  theta       ${outcome.thetaBefore} → ${outcome.theta}, in the file ${outcome.thetaInFile}\n`,
    `  plaquette   ${outcome.plaquetteBefore} → ${outcome.plaquette}, which no gauge may change\n`,
    `Read again, links differ by at most ${outcome.largestDifference}.\n`,
  ].join('');
}
