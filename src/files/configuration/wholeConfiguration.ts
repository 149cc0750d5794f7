/** A configuration in a file, all of it in memory. */
import { checkSlices } from './checks.ts';
import type { ReadConfiguration, ReadOptions } from './configuration.ts';
import { gathered, type LinkSource, slicesOf } from './slices.ts';

/** Reads all links and checks them. @throws FileError as `checkSlices` */
export function wholeConfiguration(
  source: LinkSource,
  { ignoreChecksum = false }: ReadOptions = {},
): ReadConfiguration {
  const { header, remarks } = source;
  const configuration = gathered(source);
  checkSlices({ ...source, ignoreChecksum, slice: slicesOf(configuration).slice });
  return { configuration, remarks, header };
}
