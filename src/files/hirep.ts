/**
 * HiRep gauge fields, big endian double precision:
 *
 *   N | extents t, x, y, z (int32) | plaquette (float64) | links
 *
 * Sites with t slowest, then x, y, z; mu = t, x, y, z; row-major N×N complex. Reference: HiRep, IO/archive.c.
 */

import { extentsText, type ReadConfiguration, realCount, realsPerLink, siteIndex } from './configuration.ts';
import { refuse } from './fileError.ts';
import { readReals, viewOf } from './reals.ts';
import { compareWithHeader, inspectLinks, plaquette } from './verification.ts';

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
export function readHirep(bytes: Uint8Array): ReadConfiguration {
  const shape = hirepShape(bytes);
  if (!shape) refuse('This is not a HiRep header: expected N from 2 to 64 and four extents to 4096, big endian.');
  const { extents, colours, size } = shape;
  if (bytes.length !== size) {
    refuse(
      `HiRep data: a ${extentsText(extents)} lattice, N = ${colours}, needs ${size} bytes, found ${bytes.length}.`,
    );
  }
  const [extentX, extentY, extentZ, extentT] = extents;
  const reals = realsPerLink(colours);
  const stored = readReals(bytes, headerBytes, realCount(extents, colours), 64, 'big');
  const links = new Float64Array(stored.length);
  let from = 0;
  for (let t = 0; t < extentT; t++) {
    for (let x = 0; x < extentX; x++) {
      for (let y = 0; y < extentY; y++) {
        for (let z = 0; z < extentZ; z++) {
          const site = siteIndex([x, y, z, t], extents);
          for (const mu of [3, 0, 1, 2]) {
            links.set(stored.subarray(from, from + reals), (site * 4 + mu) * reals);
            from += reals;
          }
        }
      }
    }
  }
  const configuration = { extents, colours, precision: 64 as const, links };
  const remarks: string[] = [];
  inspectLinks(configuration, remarks);
  const stated = viewOf(bytes).getFloat64(20, false);
  compareWithHeader('plaquette', plaquette(configuration).average, stated, 1e-10);
  return { configuration, remarks, header: { plaquette: stated } };
}
