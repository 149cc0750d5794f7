/** `cask convert A B`: a configuration in another format, read again from the disk and compared. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { determinantDefect } from '../../files/index.ts';
import { type LinksInFile, type SaveOptions, saveSlices } from '../../files/node/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { addFileOptions, asInput, type FileFlags, groupWith, withFile } from '../measuring/open.ts';
import type { Output } from '../progress/display.ts';
import { formatNames } from './show.ts';

export type WrittenFormat = SaveOptions['format'];

export const extensions: Readonly<Record<string, WrittenFormat>> = {
  '.ildg': 'ildg',
  '.lime': 'ildg',
  '.nersc': 'nersc',
  '.txt': 'bridge',
  '.bridge': 'bridge',
};

/** How a file is written. */
export interface WritingFlags extends FileFlags {
  readonly format?: WrittenFormat;
  readonly precision?: 32 | 64;
  readonly compressed: boolean;
  readonly force: boolean;
}

interface ConvertFlags extends WritingFlags {
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addConvert(cask: Command, stdout: Output): void {
  const command = cask
    .command('convert')
    .description('write a configuration file in another format; what was written is read again and compared')
    .argument('<FROM>', 'a configuration file of any known format')
    .argument('<TO>', `the file to write; ${Object.keys(extensions).join(', ')} tell the format`)
    .addOption(formatOption())
    .option('--precision <BITS>', '32 or 64, instead of the bits of the first file', bits)
    .option('--compressed', 'NERSC: leave out the last row of every link', false);
  addFileOptions(command)
    .option('--force', 'replace an existing file', false)
    .option('--json', 'the outcome as JSON')
    .action((from: string, to: string, flags: ConvertFlags) => convert(from, to, flags, stdout));
}

/** `--format` of the file that is written. */
export function formatOption(): Option {
  return new Option('--format <FORMAT>', 'the format, whatever the file name').choices(['ildg', 'nersc', 'bridge']);
}

export function bits(text: string): 32 | 64 {
  if (text === '32' || text === '64') return text === '32' ? 32 : 64;
  throw new InvalidArgumentError('Expected 32 or 64.');
}

/** @throws InputError if one of the files cannot be used; the second one is then as it was before */
function convert(from: string, to: string, flags: ConvertFlags, stdout: Output): void {
  const format = flags.format ?? formatOf(to);
  refuseExisting(to, flags);
  const options = optionsFor(format, from, flags);
  withFile(from, flags, links => {
    const outcome = { from, to, format, ...rewritten(links, to, options), remarks: links.remarks };
    stdout.write(flags.json ? `${JSON.stringify(outcome)}\n` : linesOf(outcome, links));
  });
}

/** @throws InputError if there is such a file, and it shall not be replaced */
export function refuseExisting(to: string, { force }: WritingFlags): void {
  if (existsSync(to) && !force) {
    throw new InputError([`${to} exists already; give another name, or --force to replace it.`]);
  }
}

/** Checks, writes and reads again, a few time slices at a time. */
function rewritten(links: LinksInFile, to: string, options: SaveOptions) {
  const { extents: shape, colours } = links;
  let defect = 0;
  const { plaquette, linkTrace } = links.inspect(slice => {
    defect = Math.max(defect, determinantDefect({ colours, links: slice }));
  });
  asInput(() => saveSlices(to, links, options, () => ({ plaquette: plaquette.average, linkTrace })));
  return withFile(to, { extents: shape }, again => {
    let largestDifference = 0;
    const seen = again.inspect((slice, t) => {
      largestDifference = Math.max(largestDifference, differenceOf(links.slice(t), slice));
    });
    return {
      ...{ group: groupWith(colours, defect), extents: shape, precision: again.precision },
      ...{ plaquette: seen.plaquette.average, linkTrace: seen.linkTrace, largestDifference },
    };
  });
}

interface Outcome extends ReturnType<typeof rewritten> {
  readonly from: string;
  readonly to: string;
  readonly format: WrittenFormat;
}

function linesOf({ from, to, format, ...outcome }: Outcome, before: LinksInFile): string {
  return [
    ...before.remarks.map(remark => `${from}: ${remark}\n`),
    `${from} (${formatNames[before.format]}, ${before.precision} bits) → ${to} (${formatNames[format]}, `,
    `${outcome.precision} bits): read again, links differ by at most ${outcome.largestDifference}, `,
    `plaquette ${outcome.plaquette}, link trace ${outcome.linkTrace}.\n`,
  ].join('');
}

/** @throws InputError if the ending of the name tells no format */
export function formatOf(path: string): WrittenFormat {
  const format = extensions[extname(path).toLowerCase()];
  if (format) return format;
  throw new InputError([
    `The name ${path} does not tell the format to write: end it with ${Object.keys(extensions).join(', ')}, or give ` +
      '--format ildg, nersc or bridge.',
  ]);
}

/** How a configuration made from the file `from` is written. @throws InputError if the flags do not fit the format */
export function optionsFor(format: WrittenFormat, from: string, flags: WritingFlags): SaveOptions {
  const { precision, compressed } = flags;
  if (compressed && format !== 'nersc')
    throw new InputError(['Only NERSC files can leave out rows: drop --compressed.']);
  if (format === 'bridge') {
    if (precision === 32) throw new InputError(['Bridge++ text holds all digits: drop --precision.']);
    return { format };
  }
  const width = precision === undefined ? {} : { precision };
  if (format === 'nersc') return { format, ...width, compressed };
  return { format, ...width, information: `Converted from ${nameWithDoubt(from, flags)}.` };
}

/** The name of a file; what is written next has a checksum that knows nothing of the one that was ignored. */
export function nameWithDoubt(path: string, { ignoreChecksum }: FileFlags): string {
  return `${basename(path)}${ignoreChecksum ? ', whose checksum was ignored' : ''}`;
}

/** The largest difference of two numbers at the same place. */
export function differenceOf(a: Float64Array, b: Float64Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}
