/**
 * Open the file of a gauge configuration, all of it in memory or slice by slice.
 */

import { FileError } from '../bytes/fileError.ts';
import { inspectSlices, type LinkFacts } from '../configuration/checks.ts';
import type { ReadOptions } from '../configuration/configuration.ts';
import { type OpenedConfiguration, type OpenedLinks, openLinks, parseConfiguration } from '../formats/detect.ts';
import { readWhole } from './atomic.ts';
import { withFileSource } from './fileSource.ts';

/**
 * Read the configuration in the file `path`, in any known format. `options.extents` is needed only by files that do
 * not state their size; where the file does, the two must agree.
 * @throws FileError beginning with the path: unknown format, damage, or what contradicts what
 */
export function openConfiguration(path: string, options: ReadOptions = {}): OpenedConfiguration {
  const bytes = readWhole(path);
  return withPath(path, () => parseConfiguration(bytes, options));
}

/**
 * Hand the configuration in the file `path` to `use` with its links still in the file, which is closed afterwards.
 * Headers are read and checksums compared; the links have not been looked at (see `inspect`).
 * @throws FileError as `openConfiguration`; whatever `use` throws
 */
export function withConfiguration<Result>(
  path: string,
  options: ReadOptions,
  use: (file: LinksInFile) => Result,
): Result {
  return withFileSource(path, source => {
    const links = withPath(path, () => openLinks(source, options));
    return use({ ...links, inspect: also => withPath(path, () => inspectSlices(links, also)) });
  });
}

/** A configuration whose links are in a file that is open. */
export interface LinksInFile extends OpenedLinks {
  /**
   * Lets all links pass by, checks them, and returns what was seen; adds to `remarks`.
   * @param also is shown every slice
   * @throws FileError beginning with the path: links that are not finite, not unitary, or not what the file states
   */
  inspect(also?: (slice: Float64Array, t: number) => void): LinkFacts;
}

/** What is wrong with the content begins with the path; what is wrong with the disk does so already. */
export function withPath<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof FileError && !error.message.includes(path)) throw error.at(path);
    throw error;
  }
}
