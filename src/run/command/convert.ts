/** `cask convert A B`: a configuration in another format, read again from the disk and compared. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type GaugeConfiguration,
  linkTrace,
  plaquette,
  type SaveOptions,
  saveConfiguration,
} from '../../files/index.ts';
import { InputError } from '../input/problem.ts';
import { extents } from '../measure/arguments.ts';
import { asInput, groupName, openFile } from '../measure/open.ts';
import type { Output } from '../progress/display.ts';
import { formatNames } from './show.ts';

type WrittenFormat = SaveOptions['format'];

const extensions: Readonly<Record<string, WrittenFormat>> = {
  '.ildg': 'ildg',
  '.lime': 'ildg',
  '.nersc': 'nersc',
  '.txt': 'bridge',
  '.bridge': 'bridge',
};

interface ConvertFlags {
  readonly format?: WrittenFormat;
  readonly precision?: 32 | 64;
  readonly compressed: boolean;
  readonly extents?: readonly number[];
  readonly force: boolean;
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addConvert(cask: Command, stdout: Output): void {
  cask
    .command('convert')
    .description('write a configuration file in another format; what was written is read again and compared')
    .argument('<FROM>', 'a configuration file of any known format')
    .argument('<TO>', `the file to write; ${Object.keys(extensions).join(', ')} tell the format`)
    .addOption(
      new Option('--format <FORMAT>', 'the format, whatever the file name').choices(['ildg', 'nersc', 'bridge']),
    )
    .option('--precision <BITS>', '32 or 64, instead of the bits of the first file', bits)
    .option('--compressed', 'NERSC: leave out the last row of every link', false)
    .option('--extents <X,Y,Z,T>', 'extents, for files that do not state them (Bridge++ text)', extents)
    .option('--force', 'replace an existing file', false)
    .option('--json', 'the outcome as JSON')
    .action((from: string, to: string, flags: ConvertFlags) => convert(from, to, flags, stdout));
}

function bits(text: string): 32 | 64 {
  if (text === '32' || text === '64') return text === '32' ? 32 : 64;
  throw new InvalidArgumentError('Expected 32 or 64.');
}

/** @throws InputError if one of the files cannot be used; the second one is then as it was before */
function convert(from: string, to: string, flags: ConvertFlags, stdout: Output): void {
  const format = flags.format ?? formatOf(to);
  if (existsSync(to) && !flags.force) {
    throw new InputError([`${to} exists already; give another name, or --force to replace it.`]);
  }
  const opened = openFile(from, flags.extents);
  const { configuration, remarks } = opened;
  asInput(() => saveConfiguration(to, configuration, optionsFor(format, from, flags)));
  const again = openFile(to, configuration.extents);
  const outcome = {
    from,
    to,
    format,
    group: groupName(configuration),
    extents: configuration.extents,
    precision: again.configuration.precision,
    plaquette: plaquette(again.configuration).average,
    linkTrace: linkTrace(again.configuration),
    largestDifference: largestDifference(configuration, again.configuration),
    remarks,
  };
  if (flags.json) {
    stdout.write(`${JSON.stringify(outcome)}\n`);
    return;
  }
  for (const remark of remarks) stdout.write(`${from}: ${remark}\n`);
  stdout.write(
    `${from} (${formatNames[opened.format]}, ${configuration.precision} bits) → ${to} (${formatNames[format]}, ` +
      `${outcome.precision} bits): read again, links differ by at most ${outcome.largestDifference}, ` +
      `plaquette ${outcome.plaquette}, link trace ${outcome.linkTrace}.\n`,
  );
}

function formatOf(path: string): WrittenFormat {
  const format = extensions[extname(path).toLowerCase()];
  if (format) return format;
  throw new InputError([
    `The name ${path} does not tell the format to write: end it with ${Object.keys(extensions).join(', ')}, or give ` +
      '--format ildg, nersc or bridge.',
  ]);
}

function optionsFor(format: WrittenFormat, from: string, { precision, compressed }: ConvertFlags): SaveOptions {
  if (compressed && format !== 'nersc')
    throw new InputError(['Only NERSC files can leave out rows: drop --compressed.']);
  if (format === 'bridge') {
    if (precision === 32) throw new InputError(['Bridge++ text holds all digits: drop --precision.']);
    return { format };
  }
  const width = precision === undefined ? {} : { precision };
  if (format === 'nersc') return { format, ...width, compressed };
  return { format, ...width, information: `Converted from ${basename(from)}.` };
}

function largestDifference(a: GaugeConfiguration, b: GaugeConfiguration): number {
  return a.links.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b.links[i])), 0);
}
