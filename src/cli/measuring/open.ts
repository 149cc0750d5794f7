/** Configuration files opened for a command: what is wrong with a file is an error of the input. */
import { FileError, type GaugeConfiguration, type OpenedConfiguration } from '../../files/index.ts';
import { type LinksInFile, openConfiguration, withConfiguration } from '../../files/node/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { determinantDefect } from './determinant.ts';

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
export function openFile(path: string, extents?: readonly number[]): OpenedConfiguration {
  return tellingExtents(() => asInput(() => openConfiguration(path, extents ? { extents } : {})));
}

/**
 * Hands a configuration to `use` with its links still in the file, for files of any size.
 *
 * @throws InputError as `openFile`; whatever `use` throws
 */
export function withFile<T>(path: string, extents: readonly number[] | undefined, use: (file: LinksInFile) => T): T {
  return tellingExtents(() => asInput(() => withConfiguration(path, extents ? { extents } : {}, use)));
}

function tellingExtents<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof InputError && /give the extents/.test(error.message)) {
      throw new InputError([`${error.message} The option is --extents X,Y,Z,T.`]);
    }
    throw error;
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
