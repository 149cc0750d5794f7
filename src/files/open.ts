/**
 * Open the file of a gauge configuration.
 */

import { readWhole } from './atomic.ts';
import type { ShapeHint } from './configuration.ts';
import { type OpenedConfiguration, parseConfiguration } from './detect.ts';
import { FileError, refuse } from './fileError.ts';

/**
 * Read the configuration in the file `path`, in any known format. `hint.extents` is needed only by files that do
 * not state their size; where the file does, the two must agree.
 * @throws FileError beginning with the path: unknown format, damage, or what contradicts what
 */
export function openConfiguration(path: string, hint: ShapeHint = {}): OpenedConfiguration {
  const bytes = readWhole(path);
  try {
    return parseConfiguration(bytes, hint);
  } catch (error) {
    if (error instanceof FileError) refuse(`${path}: ${error.message}`);
    throw error;
  }
}
