/**
 * Write a gauge configuration to a file, strictly: what was written is read again from the disk by the reader of the
 * format and compared number by number before it replaces anything.
 */

import { FileError, refuse } from '../bytes/fileError.ts';
import { checkSlices } from '../configuration/checks.ts';
import { checkConfiguration, type GaugeConfiguration, type Precision } from '../configuration/configuration.ts';
import { type LinkSource, type SlicedConfiguration, type StatedNumber, slicesOf } from '../configuration/slices.ts';
import { linkTrace, plaquette } from '../configuration/verification.ts';
import { bridgePieces } from '../formats/bridge.ts';
import { openLinks } from '../formats/detect.ts';
import { type NerscOptions, nerscPieces } from '../formats/nersc.ts';
import { type IldgOptions, ildgPieces } from '../lime/ildg.ts';
import { writePiecesAtomically } from './atomic.ts';
import { withFileSource } from './fileSource.ts';

/** The format to write with its options. */
export type SaveOptions =
  | ({ readonly format: 'ildg' } & IldgOptions)
  | ({ readonly format: 'nersc' } & NerscOptions)
  | { readonly format: 'bridge' };

/** Average plaquette and link trace, which NERSC files state. */
export type HeaderNumbers = Readonly<Record<StatedNumber['quantity'], number>>;

/**
 * Save a configuration. The file appears complete or not at all.
 * @throws FileError beginning with the path when the field is not finite or not unitary, the format cannot hold it,
 *   or the disk fails
 */
export function saveConfiguration(path: string, configuration: GaugeConfiguration, options: SaveOptions): void {
  withPath(path, () => checkConfiguration(configuration));
  saveSlices(path, slicesOf(configuration), options, () => ({
    plaquette: plaquette(configuration).average,
    linkTrace: linkTrace(configuration),
  }));
}

/**
 * The same for a configuration that need not fit into memory: a few time slices are held at a time.
 * @param numbers called where the header states them
 * @throws FileError as `saveConfiguration`
 */
export function saveSlices(
  path: string,
  source: SlicedConfiguration,
  options: SaveOptions,
  numbers: () => HeaderNumbers,
): void {
  withPath(path, () =>
    writePiecesAtomically(path, pieces(source, options, numbers), pending =>
      withFileSource(pending, written => compare(source, openLinks(written, { extents: source.extents }), options)),
    ),
  );
}

function pieces(source: SlicedConfiguration, options: SaveOptions, numbers: () => HeaderNumbers): Iterable<Uint8Array> {
  if (options.format === 'ildg') return ildgPieces(source, options);
  if (options.format === 'nersc') return nerscPieces(source, numbers, options);
  return bridgePieces(source);
}

// A row left out comes back from det U = 1 up to the defect of the matrix, so bits cannot be compared there.
const reconstructed: Record<Precision, number> = { 32: 1e-5, 64: 1e-9 };

function compare(source: SlicedConfiguration, again: LinkSource, options: SaveOptions): void {
  const compressed = options.format === 'nersc' && options.compressed === true;
  const tolerance = compressed ? reconstructed[again.precision] : 0;
  checkSlices(again, (read, t) => {
    const links = source.slice(t);
    for (let i = 0; i < links.length; i++) {
      const expected = again.precision === 32 ? Math.fround(links[i]) : links[i];
      if (Math.abs(read[i] - expected) <= tolerance) continue;
      refuse(
        `reading it back gives ${read[i]} for number ${t * links.length + i} of the links instead of ${expected}` +
          `${compressed ? '; the links are not special unitary, so write all rows' : ''}.`,
      );
    }
  });
}

/** What is wrong with the links begins with the path of the file; what is wrong with the disk does so already. */
function withPath(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const isAboutLinks = error instanceof FileError && !error.message.includes(path);
    if (isAboutLinks) refuse(`${path} was not written: ${error.message}`);
    throw error;
  }
}
