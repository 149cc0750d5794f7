/**
 * openQCD exported gauge fields, little endian double precision, SU(3):
 *
 *   extents t, x, y, z (int32) | plaquette as ⟨Re tr U_p⟩, three times ours (float64) | links
 *
 * The links are listed point by point for the odd points only, t slowest, then x, y, z; at each odd point x eight
 * of them: for mu = t, x, y, z first U_mu(x), then U_mu(x − mu). Matrices are row-major 3×3.
 * The order of directions there is t, x, y, z, an odd permutation of ours: with ε_{0123} = +1 in each, a topological
 * charge has the opposite sign there. Reference: openQCD, main/README.io.
 */

import { siteAt } from '../../lattice/index.ts';
import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { viewOf } from '../bytes/reals.ts';
import { extentsText, type ReadConfiguration, type ReadOptions, realCount } from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';

const headerBytes = 24;
const linkReals = 18;

/** Extents (x y z t) and expected file size of an openQCD header; undefined when it cannot be one. */
export function openqcdShape(bytes: Uint8Array): { extents: number[]; size: number } | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = viewOf(bytes);
  const [t, x, y, z] = [0, 4, 8, 12].map(offset => view.getInt32(offset, true));
  const extents = [x, y, z, t];
  if (extents.some(extent => extent < 2 || extent > 4096 || extent % 2 !== 0)) return undefined;
  return { extents, size: headerBytes + realCount(extents, 3) * 8 };
}

/**
 * Read an openQCD file. The stored plaquette is compared to 1e-10.
 * @throws FileError when header, size, plaquette or unitarity are wrong
 */
export function readOpenqcd(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openOpenqcd(sourceOf(bytes)), options);
}

/** The same with the links left in the file. @throws FileError when header or size are wrong */
export function openOpenqcd(source: ByteSource): LinkSource {
  const header = source.read(0, Math.min(headerBytes, source.length));
  const shape = openqcdShape(header);
  if (!shape) refuse('This is not an openQCD header: expected four even extents of 2 to 4096, little endian.');
  const { extents, size } = shape;
  if (source.length !== size) {
    refuse(`openQCD data: a ${extentsText(extents)} lattice needs ${size} bytes, found ${source.length}.`);
  }
  const reals = realCount(extents, 3) / extents[3];
  const stored = canonicalSlice(source, { start: headerBytes, reals, precision: 64, endianness: 'little' });
  const stated = viewOf(header).getFloat64(16, true);
  return {
    ...{ extents, colours: 3, precision: 64, remarks: [] },
    slice: t => sliceOf(extents, t, stored(t), stored((t + 1) % extents[3])),
    header: { plaquette: stated },
    stated: [{ name: 'plaquette', quantity: 'plaquette', factor: 3, value: stated, tolerance: 1e-10 }],
  };
}

/** Time slice t: the time links of its even points are stored with the odd points of the next slice. */
function sliceOf(extents: readonly number[], t: number, here: Float64Array, next: Float64Array): Float64Array {
  const [extentX, extentY, extentZ, extentT] = extents;
  const space = [extentX, extentY, extentZ];
  const links = new Float64Array(here.length);
  const place = (point: readonly number[], mu: number) => (siteAt(point, space) * 4 + mu) * linkReals;
  for (const [stored, time] of [[here, t] as const, [next, (t + 1) % extentT] as const]) {
    let from = 0;
    for (let x = 0; x < extentX; x++) {
      for (let y = 0; y < extentY; y++) {
        for (let z = 0; z < extentZ; z++) {
          if ((time + x + y + z) % 2 === 0) continue;
          for (const mu of [3, 0, 1, 2]) {
            for (const backward of [0, 1]) {
              const isWanted = (mu === 3 && backward === 1) === (stored === next);
              const point = [x, y, z];
              if (mu < 3) point[mu] -= backward;
              if (isWanted) links.set(stored.subarray(from, from + linkReals), place(point, mu));
              from += linkReals;
            }
          }
        }
      }
    }
  }
  return links;
}
