/**
 * openQCD exported gauge fields, little endian double precision, SU(3):
 *
 *   extents t, x, y, z (int32) | plaquette as ⟨Re tr U_p⟩, three times ours (float64) | links
 *
 * The links are listed point by point for the odd points only, t slowest, then x, y, z; at each odd point x eight
 * of them: for mu = t, x, y, z first U_mu(x), then U_mu(x − mu). Matrices are row-major 3×3.
 * Reference: openQCD, main/README.io.
 */

import { extentsText, type ReadConfiguration, realCount, siteIndex } from './configuration.ts';
import { refuse } from './fileError.ts';
import { readReals, viewOf } from './reals.ts';
import { compareWithHeader, inspectLinks, plaquette } from './verification.ts';

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
export function readOpenqcd(bytes: Uint8Array): ReadConfiguration {
  const shape = openqcdShape(bytes);
  if (!shape) refuse('This is not an openQCD header: expected four even extents of 2 to 4096, little endian.');
  const { extents, size } = shape;
  if (bytes.length !== size) {
    refuse(`openQCD data: a ${extentsText(extents)} lattice needs ${size} bytes, found ${bytes.length}.`);
  }
  const [extentX, extentY, extentZ, extentT] = extents;
  const stored = readReals(bytes, headerBytes, realCount(extents, 3), 64, 'little');
  const links = new Float64Array(stored.length);
  let from = 0;
  for (let t = 0; t < extentT; t++) {
    for (let x = 0; x < extentX; x++) {
      for (let y = 0; y < extentY; y++) {
        for (let z = 0; z < extentZ; z++) {
          if ((t + x + y + z) % 2 === 0) continue;
          for (const mu of [3, 0, 1, 2]) {
            for (const backward of [0, 1]) {
              const coordinates = [x, y, z, t];
              coordinates[mu] -= backward;
              const to = (siteIndex(coordinates, extents) * 4 + mu) * linkReals;
              links.set(stored.subarray(from, from + linkReals), to);
              from += linkReals;
            }
          }
        }
      }
    }
  }
  const configuration = { extents, colours: 3, precision: 64 as const, links };
  const remarks: string[] = [];
  inspectLinks(configuration, remarks);
  const stated = viewOf(bytes).getFloat64(16, true);
  compareWithHeader('plaquette', 3 * plaquette(configuration).average, stated, 1e-10);
  return { configuration, remarks, header: { plaquette: stated } };
}
