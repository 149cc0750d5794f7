/** Configuration files opened for a command: what is wrong with a file is an error of the input. */
import { type Command, Option } from 'commander';
import {
  ChecksumError,
  determinantDefect,
  FileError,
  type GaugeConfiguration,
  type OpenedConfiguration,
  type ReadOptions,
} from '../../files/index.ts';
import { type LinksInFile, openConfiguration, withConfiguration } from '../../files/node/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { extents } from './arguments.ts';

/** What the user may say about the configuration files that a command reads. */
export type FileFlags = ReadOptions;

/** Adds the options of `FileFlags` to a command. */
export function addFileOptions(command: Command): Command {
  return command
    .option('--extents <X,Y,Z,T>', 'extents, for files that do not state them (Bridge++ text)', extents)
    .addOption(
      new Option(
        '--ignore-checksum',
        'use a file whose checksum, plaquette or link trace is not that of its links, with a remark that says so',
      ),
    );
}

/** @throws InputError in place of FileError */
export function asInput<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError) throw new InputError([error.message]);
    throw error;
  }
}

/** @throws InputError naming the file: unknown format, damage, or extents that are missing */
export function openFile(path: string, flags: FileFlags = {}): OpenedConfiguration {
  return advising(() => openConfiguration(path, readOptions(flags)));
}

/** The rest of a command's flags is no business of the reader. */
const readOptions = ({ extents: shape, ignoreChecksum }: FileFlags): ReadOptions => ({
  ...(shape ? { extents: shape } : {}),
  ...(ignoreChecksum ? { ignoreChecksum } : {}),
});

/**
 * Hands a configuration to `use` with its links still in the file, for files of any size.
 *
 * @throws InputError as `openFile`; whatever `use` throws
 */
export function withFile<T>(path: string, flags: FileFlags, use: (file: LinksInFile) => T): T {
  return advising(() => withConfiguration(path, readOptions(flags), use));
}

/** @throws InputError in place of FileError, with the option that helps */
function advising<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error instanceof ChecksumError) {
      throw new InputError([`${error.message} With --ignore-checksum it is used all the same.`]);
    }
    const needsExtents = /give the extents/.test(error.message);
    throw new InputError([needsExtents ? `${error.message} The option is --extents X,Y,Z,T.` : error.message]);
  }
}

/** Determinants as far off 1 as this are no rounding, neither of 32-bit numbers nor of a long simulation. */
const largestDeterminantDefect = 1e-4;

/** "SU(3)", or "U(3)" when determinants are not 1. */
export function groupName(configuration: GaugeConfiguration): string {
  return groupWith(configuration.colours, determinantDefect(configuration));
}

/** The group of links with N colours and determinants that are off 1 by at most so much. */
export function groupWith(colours: number, defect: number): string {
  if (colours === 1) return 'U(1)';
  return defect > largestDeterminantDefect ? `U(${colours})` : `SU(${colours})`;
}
