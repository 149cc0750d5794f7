/** Configuration files opened for a command: what is wrong with a file is an error of the input. */
import { FileError, type GaugeConfiguration, type OpenedConfiguration, openConfiguration } from '../../files/index.ts';
import { InputError } from '../input/problem.ts';
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
  try {
    return asInput(() => openConfiguration(path, extents ? { extents } : {}));
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
  const { colours } = configuration;
  if (colours === 1) return 'U(1)';
  return determinantDefect(configuration) > largestDeterminantDefect ? `U(${colours})` : `SU(${colours})`;
}
