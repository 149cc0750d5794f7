/**
 * HiRep gauge fields, big endian double precision:
 *
 *   N | extents t, x, y, z (int32) | plaquette (float64) | links
 *
 * Sites with t slowest, then x, y, z; mu = t, x, y, z; row-major N×N complex. Reference: HiRep, IO/archive.c.
 */

import { siteAt } from '../../lattice/index.ts';
import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { viewOf } from '../bytes/reals.ts';
import {
  extentsText,
  type ReadConfiguration,
  type ReadOptions,
  realCount,
  realsPerLink,
} from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';

const headerBytes = 28;

/** Shape and expected file size of a HiRep header; undefined when it cannot be one. */
export function hirepShape(bytes: Uint8Array): { extents: number[]; colours: number; size: number } | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = viewOf(bytes);
  const [colours, t, x, y, z] = [0, 4, 8, 12, 16].map(offset => view.getInt32(offset, false));
  const extents = [x, y, z, t];
  if (colours < 2 || colours > 64 || extents.some(extent => extent < 1 || extent > 4096)) return undefined;
  return { extents, colours, size: headerBytes + realCount(extents, colours) * 8 };
}

/**
 * Read a HiRep file. The stored plaquette is compared to 1e-10.
 * @throws FileError when header, size, plaquette or unitarity are wrong
 */
export function readHirep(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openHirep(sourceOf(bytes)), options);
}

/** The same with the links left in the file. @throws FileError when header or size are wrong */
export function openHirep(source: ByteSource): LinkSource {
  const header = source.read(0, Math.min(headerBytes, source.length));
  const shape = hirepShape(header);
  if (!shape) refuse('This is not a HiRep header: expected N from 2 to 64 and four extents to 4096, big endian.');
  const { extents, colours, size } = shape;
  if (source.length !== size) {
    refuse(
      `HiRep data: a ${extentsText(extents)} lattice, N = ${colours}, needs ${size} bytes, found ${source.length}.`,
    );
  }
  const reals = realCount(extents, colours) / extents[3];
  const stored = canonicalSlice(source, { start: headerBytes, reals, precision: 64, endianness: 'big' });
  const stated = viewOf(header).getFloat64(20, false);
  return {
    ...{ extents, colours, precision: 64, remarks: [] },
    slice: t => reordered(stored(t), extents, realsPerLink(colours)),
    header: { plaquette: stated },
    stated: [{ name: 'plaquette', quantity: 'plaquette', value: stated, tolerance: 1e-10 }],
  };
}

/** A time slice, from x slowest with mu = t, x, y, z to x fastest with mu = x, y, z, t. */
function reordered(stored: Float64Array, [extentX, extentY, extentZ]: readonly number[], reals: number): Float64Array {
  const links = new Float64Array(stored.length);
  let from = 0;
  for (let x = 0; x < extentX; x++) {
    for (let y = 0; y < extentY; y++) {
      for (let z = 0; z < extentZ; z++) {
        const site = siteAt([x, y, z], [extentX, extentY, extentZ]);
        for (const mu of [3, 0, 1, 2]) {
          links.set(stored.subarray(from, from + reals), (site * 4 + mu) * reals);
          from += reals;
        }
      }
    }
  }
  return links;
}
