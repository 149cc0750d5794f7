/**
 * A gauge configuration as plain numbers, independent of the lattice engine.
 *
 * Order (that of ILDG, from slow to fast): sites with x fastest, then y, z, t; direction mu = x, y, z, t; row;
 * column; real and imaginary part. So link U_mu(x) starts at ((site · d + mu) · N²) · 2.
 * Reference: ILDG binary file format 1.2, https://www-zeuthen.desy.de/~pleiter/ildg/.
 */

import { coordinatesOf } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { ChecksumError, refuse } from '../bytes/fileError.ts';

/** Bits of one real number in the file: 32 (IEEE single) or 64 (IEEE double). In memory numbers are always 64 bits. */
export type Precision = 32 | 64;

export interface GaugeConfiguration {
  /** Lattice extents, x first and t last. */
  readonly extents: readonly number[];
  /** N of U(1) (N = 1) or SU(N). */
  readonly colours: number;
  /** What the file carried, or what a writer shall write by default. */
  readonly precision: Precision;
  /** Real and imaginary parts in the canonical order. */
  readonly links: Float64Array;
}

/** What every reader of a configuration returns. */
export interface ReadConfiguration {
  readonly configuration: GaugeConfiguration;
  /** One sentence for each thing that was missing or wrong and accepted, or could not be checked. */
  readonly remarks: string[];
  /** Facts stated by the file itself: precision, stored plaquette, dates, labels. */
  readonly header: Record<string, string | number>;
}

/** What the caller knows about a file, and the file does not say. */
export interface ReadOptions {
  /** Lattice extents, x first. */
  readonly extents?: readonly number[];
  /** Checksums and stated numbers that are not those of the links become loud remarks; links must still be unitary. */
  readonly ignoreChecksum?: boolean;
}

/**
 * What a checksum or a stated number says against the links.
 * @throws ChecksumError with this sentence, unless it is to be ignored; then it is a remark in capitals
 */
export function contradict(sentence: string, { ignoreChecksum }: ReadOptions, remarks: string[]): void {
  if (!ignoreChecksum) throw new ChecksumError(sentence);
  const remark = `CHECKSUM IGNORED: ${sentence}`;
  if (!remarks.includes(remark)) remarks.push(remark);
}

/** Number of lattice sites: the product of the extents. */
export function siteCount(extents: readonly number[]): number {
  return extents.reduce((product, extent) => product * extent, 1);
}

/** Number of real numbers in one link matrix, 2 N². */
export function realsPerLink(colours: number): number {
  return 2 * colours * colours;
}

/** Number of real numbers in the links of a whole configuration: sites × directions × 2 N². */
export function realCount(extents: readonly number[], colours: number): number {
  return siteCount(extents) * extents.length * realsPerLink(colours);
}

/** Extents as text, "8×8×8×16" (x first). */
export function extentsText(extents: readonly number[]): string {
  return extents.join('×');
}

/**
 * Check that extents and colours taken from a header are sensible integers.
 * @throws FileError with the value found
 */
export function checkShape(extents: readonly number[], colours: number): void {
  for (const extent of extents) {
    if (!Number.isSafeInteger(extent) || extent < 1 || extent > 65536) {
      refuse(
        `The header gives lattice extents ${extentsText(extents)}; each must be an integer from 1 to 65536. ` +
          'The header is damaged or belongs to another format.',
      );
    }
  }
  if (!Number.isSafeInteger(colours) || colours < 1 || colours > 64) {
    refuse(`The header gives ${plural(colours, 'colour')}; expected an integer from 1 to 64.`);
  }
}

/**
 * Check that a configuration is complete and finite; writers call this first.
 * @throws FileError naming the first link that is not a finite number
 */
export function checkConfiguration(configuration: GaugeConfiguration): void {
  const { extents, colours, precision, links } = configuration;
  checkShape(extents, colours);
  if (precision !== 32 && precision !== 64) refuse(`Precision is ${precision}; expected 32 or 64 bits.`);
  const expected = realCount(extents, colours);
  if (links.length !== expected) {
    refuse(
      `The links hold ${links.length} numbers; a ${extentsText(extents)} lattice with ${plural(colours, 'colour')} needs ${expected}.`,
    );
  }
  checkFinite(configuration, links, 0);
}

/**
 * Check that a stretch of links is finite.
 * @param before number of reals of the configuration before these
 * @throws FileError naming the first link that is not a finite number
 */
export function checkFinite(
  { extents, colours }: Pick<GaugeConfiguration, 'extents' | 'colours'>,
  links: Float64Array,
  before: number,
): void {
  const bad = links.findIndex(value => !Number.isFinite(value));
  if (bad < 0) return;
  const link = Math.floor((before + bad) / realsPerLink(colours));
  const site = Math.floor(link / extents.length);
  refuse(
    `Link mu = ${link % extents.length} at site ${coordinatesOf(site, extents).join(',')} contains ${links[bad]}; ` +
      'every link must be finite. The field is damaged and must not be used.',
  );
}
