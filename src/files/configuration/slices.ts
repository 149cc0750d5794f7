/**
 * A configuration one time slice after the other: sites of equal last coordinate lie side by side in the canonical
 * order, so that a few slices in memory are enough to read, check, compare and write a lattice of any size.
 */
import { plural } from '../../words/index.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { type Endianness, readReals } from '../bytes/reals.ts';
import {
  checkFinite,
  checkShape,
  extentsText,
  type GaugeConfiguration,
  type Precision,
  type ReadOptions,
  realCount,
} from './configuration.ts';

export interface SlicedConfiguration extends Omit<GaugeConfiguration, 'links'> {
  /** The links of time slice t in the canonical order. It may be a view: do not change it. */
  slice(t: number): Float64Array;
}

/** A number that a file states about its links, and how close to theirs it must be. */
export interface StatedNumber {
  readonly name: string;
  readonly quantity: 'plaquette' | 'linkTrace';
  /** What the file states is this times ours; default 1. */
  readonly factor?: number;
  readonly value: number;
  readonly tolerance: number;
  /** What some program is known to state instead: another factor, accepted with a remark. */
  readonly known?: { readonly factor: number; readonly remark: string };
}

/** A configuration in a file: header read, checksums compared, links not looked at yet. */
export interface LinkSource extends SlicedConfiguration, Pick<ReadOptions, 'ignoreChecksum'> {
  /** Facts stated by the file itself. */
  readonly header: Record<string, string | number>;
  readonly stated: readonly StatedNumber[];
  /** Which of several fields in the file these links are, for complaints: "field 2 of 3". */
  readonly place?: string;
  /** A checksum in the file is that of the links: what is wrong with them is no damage. */
  readonly isWhole?: boolean;
  /** One sentence for each thing that was missing or wrong and accepted, or could not be checked. */
  readonly remarks: string[];
}

/** Number of time slices, the last extent. */
export const sliceCount = ({ extents }: Pick<GaugeConfiguration, 'extents'>): number => extents[extents.length - 1];

/** Reals in one time slice. */
export const sliceReals = ({ extents, colours }: Pick<GaugeConfiguration, 'extents' | 'colours'>): number =>
  realCount(extents, colours) / extents[extents.length - 1];

/** A configuration in memory, slice by slice. */
export function slicesOf(configuration: GaugeConfiguration): SlicedConfiguration {
  const size = sliceReals(configuration);
  return { ...configuration, slice: t => configuration.links.subarray(t * size, (t + 1) * size) };
}

/** Reader of slices that lie in the canonical order, one behind the other, from byte `start` on. */
export function canonicalSlice(
  source: ByteSource,
  {
    start,
    reals,
    precision,
    endianness,
  }: { start: number; reals: number; precision: Precision; endianness: Endianness },
): (t: number) => Float64Array {
  const size = (reals * precision) / 8;
  return t => readReals(source.read(start + t * size, start + (t + 1) * size), 0, reals, precision, endianness);
}

/** All slices in one array. */
export function gathered(source: SlicedConfiguration): GaugeConfiguration {
  const { extents, colours, precision } = source;
  const links = new Float64Array(realCount(extents, colours));
  for (let t = 0; t < sliceCount(source); t++) links.set(source.slice(t), t * sliceReals(source));
  return { extents, colours, precision, links };
}

/** Calls `visit` with every slice and the one after it, periodically; holds three of them at a time. */
export function eachSlice(
  source: SlicedConfiguration,
  visit: (here: Float64Array, next: Float64Array, t: number) => void,
): void {
  const first = source.slice(0);
  let here = first;
  for (let t = 0; t < sliceCount(source); t++) {
    const next = t + 1 < sliceCount(source) ? source.slice(t + 1) : first;
    visit(here, next, t);
    here = next;
  }
}

/**
 * The slices with a check of each before it is given away; writers use this.
 *
 * @throws FileError when shape or precision are none, a slice is incomplete, or a link is not finite
 */
export function checkedSlices(source: SlicedConfiguration): SlicedConfiguration {
  const { extents, colours, precision } = source;
  checkShape(extents, colours);
  if (precision !== 32 && precision !== 64) refuse(`Precision is ${precision}; expected 32 or 64 bits.`);
  const size = sliceReals(source);
  return {
    ...{ extents, colours, precision },
    slice(t) {
      const links = source.slice(t);
      if (links.length !== size) {
        refuse(
          `Time slice ${t} holds ${links.length} numbers; a ${extentsText(extents)} lattice with ${plural(colours, 'colour')} ` +
            `needs ${size}.`,
        );
      }
      checkFinite(source, links, t * size);
      return links;
    },
  };
}
