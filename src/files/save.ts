/**
 * Write a gauge configuration to a file, strictly: the encoded bytes are read again by the reader of the format
 * and compared number by number before they replace anything on the disk.
 */

import { writeAtomically } from './atomic.ts';
import { writeBridge } from './bridge.ts';
import type { GaugeConfiguration, Precision } from './configuration.ts';
import { parseConfiguration } from './detect.ts';
import { FileError, refuse } from './fileError.ts';
import { type IldgOptions, writeIldg } from './ildg.ts';
import { type NerscOptions, writeNersc } from './nersc.ts';

/** The format to write with its options. */
export type SaveOptions =
  | ({ readonly format: 'ildg' } & IldgOptions)
  | ({ readonly format: 'nersc' } & NerscOptions)
  | { readonly format: 'bridge' };

/**
 * Save a configuration. The file appears complete or not at all.
 * @throws FileError beginning with the path when the field is not finite or not unitary, the format cannot hold it,
 *   or the disk fails
 */
export function saveConfiguration(path: string, configuration: GaugeConfiguration, options: SaveOptions): void {
  let bytes: Uint8Array;
  try {
    bytes = encode(configuration, options);
    verify(configuration, options, bytes);
  } catch (error) {
    if (error instanceof FileError) refuse(`${path} was not written: ${error.message}`);
    throw error;
  }
  writeAtomically(path, bytes);
}

function encode(configuration: GaugeConfiguration, options: SaveOptions): Uint8Array {
  if (options.format === 'ildg') return writeIldg(configuration, options);
  if (options.format === 'nersc') return writeNersc(configuration, options);
  return writeBridge(configuration);
}

// A row left out comes back from det U = 1 up to the defect of the matrix, so bits cannot be compared there.
const reconstructed: Record<Precision, number> = { 32: 1e-5, 64: 1e-9 };

function verify(configuration: GaugeConfiguration, options: SaveOptions, bytes: Uint8Array): void {
  const { extents, links } = configuration;
  const again = parseConfiguration(bytes, { extents }).configuration;
  const compressed = options.format === 'nersc' && options.compressed === true;
  const tolerance = compressed ? reconstructed[again.precision] : 0;
  for (let i = 0; i < links.length; i++) {
    const expected = again.precision === 32 ? Math.fround(links[i]) : links[i];
    if (!(Math.abs(again.links[i] - expected) <= tolerance)) {
      refuse(
        `reading the encoded bytes gives ${again.links[i]} for number ${i} of the links instead of ${expected}` +
          `${compressed ? '; the links are not special unitary, so write all rows' : ''}.`,
      );
    }
  }
}
