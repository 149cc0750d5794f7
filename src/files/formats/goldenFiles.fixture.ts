/**
 * Files of every format made by short independent writers (Buffer and zlib, loops over coordinates), so that the
 * readers and writers of this room are compared with something that shares none of their code.
 */

import { crc32 } from 'node:zlib';
import type { GaugeConfiguration } from '../configuration/configuration.ts';
import { linkAt } from '../configuration/hotConfiguration.fixture.ts';

type Put = (value: number) => Buffer;

/** One number as bytes. */
export const put = {
  f64be: number(8, (buffer, value) => buffer.writeDoubleBE(value)),
  f64le: number(8, (buffer, value) => buffer.writeDoubleLE(value)),
  f32be: number(4, (buffer, value) => buffer.writeFloatBE(value)),
  f32le: number(4, (buffer, value) => buffer.writeFloatLE(value)),
  i32be: number(4, (buffer, value) => buffer.writeInt32BE(value)),
  i32le: number(4, (buffer, value) => buffer.writeInt32LE(value)),
};

function number(length: number, write: (buffer: Buffer, value: number) => void): Put {
  return value => {
    const buffer = Buffer.alloc(length);
    write(buffer, value);
    return buffer;
  };
}

/** Links with t slowest and x fastest, mu = x, y, z, t; `rows` of each matrix. */
export function canonicalLinks(configuration: GaugeConfiguration, real: Put, rows = configuration.colours): Buffer {
  const [lx, ly, lz, lt] = configuration.extents;
  const pieces: Buffer[] = [];
  for (let t = 0; t < lt; t++)
    for (let z = 0; z < lz; z++)
      for (let y = 0; y < ly; y++)
        for (let x = 0; x < lx; x++)
          for (let mu = 0; mu < 4; mu++) {
            const link = linkAt(configuration, [x, y, z, t], mu).slice(0, 2 * rows * configuration.colours);
            for (const value of link) pieces.push(real(value));
          }
  return Buffer.concat(pieces);
}

/** One LIME record. */
export function limeRecord(type: string, data: Buffer | string, begin: boolean, end: boolean): Buffer {
  const content = Buffer.from(data);
  const header = Buffer.alloc(144);
  header.write('456789ab0001', 'hex');
  header[6] = (begin ? 128 : 0) + (end ? 64 : 0);
  header.writeUInt32BE(content.length, 12);
  header.write(type, 16, 'latin1');
  return Buffer.concat([header, content, Buffer.alloc((8 - (content.length % 8)) % 8)]);
}

const rotate = (word: bigint, by: bigint) => ((word << by) | (word >> (32n - by))) & 0xffffffffn;

/** SciDAC checksum with zlib's CRC and wide integers. */
export function scidacSums(data: Buffer, bytesPerSite: number): { suma: string; sumb: string } {
  let suma = 0n;
  let sumb = 0n;
  for (let site = 0; site * bytesPerSite < data.length; site++) {
    const crc = BigInt(crc32(data.subarray(site * bytesPerSite, (site + 1) * bytesPerSite)));
    suma ^= rotate(crc, BigInt(site % 29));
    sumb ^= rotate(crc, BigInt(site % 31));
  }
  const hex = (word: bigint) => word.toString(16).padStart(8, '0');
  return { suma: hex(suma), sumb: hex(sumb) };
}

/** A SciDAC or ILDG file as QIO codes write it; the checksum may be left out. */
export function ildgFile(configuration: GaugeConfiguration, { checksum = true, field = 'su3gauge' } = {}): Buffer {
  const [lx, ly, lz, lt] = configuration.extents;
  const real = configuration.precision === 64 ? put.f64be : put.f32be;
  const data = canonicalLinks(configuration, real);
  const { suma, sumb } = scidacSums(data, data.length / (lx * ly * lz * lt));
  const format = `<?xml version="1.0"?><ildgFormat><version>1.0</version><field>${field}</field><precision>${configuration.precision}</precision><lx>${lx}</lx><ly>${ly}</ly><lz>${lz}</lz><lt>${lt}</lt></ildgFormat>\0`;
  const sums = `<scidacChecksum><version>1.0</version><suma>${suma}</suma><sumb>${sumb}</sumb></scidacChecksum>`;
  return Buffer.concat([
    limeRecord('ildg-format', format, true, false),
    limeRecord('ildg-data-lfn', 'lfn://test/golden', false, false),
    limeRecord('ildg-binary-data', data, false, !checksum),
    ...(checksum ? [limeRecord('scidac-checksum', sums, false, true)] : []),
  ]);
}

/** A MILC version 1 file with β = 6 and a mass of 0.0125. */
export function oldMilcFile(configuration: GaugeConfiguration, endianness: 'big' | 'little'): Buffer {
  const little = endianness === 'little';
  const real = little ? put.f32le : put.f32be;
  const header = [59354, ...configuration.extents].map(little ? put.i32le : put.i32be);
  return Buffer.concat([...header, real(6), real(0.0125), canonicalLinks(configuration, real)]);
}

/** A MILC version 5 file. */
export function milcFile(configuration: GaugeConfiguration, endianness: 'big' | 'little'): Buffer {
  const little = endianness === 'little';
  const data = canonicalLinks(configuration, little ? put.f32le : put.f32be);
  let sum29 = 0n;
  let sum31 = 0n;
  for (let i = 0; 4 * i < data.length; i++) {
    const word = BigInt(little ? data.readUInt32LE(4 * i) : data.readUInt32BE(4 * i));
    sum29 ^= rotate(word, BigInt(i % 29));
    sum31 ^= rotate(word, BigInt(i % 31));
  }
  const integer = little ? put.i32le : put.i32be;
  const words = (values: bigint[]) => values.map(value => integer(Number(BigInt.asIntN(32, value))));
  const stamp = Buffer.alloc(64);
  stamp.write('Mon Jan  1 00:00:00 2001');
  return Buffer.concat([
    ...[20103, ...configuration.extents].map(integer),
    stamp,
    integer(0),
    ...words([sum29, sum31]),
    data,
  ]);
}

/** A HiRep file; the plaquette is what the caller says. */
export function hirepFile(configuration: GaugeConfiguration, plaquette: number): Buffer {
  const [lx, ly, lz, lt] = configuration.extents;
  const pieces = [...[configuration.colours, lt, lx, ly, lz].map(put.i32be), put.f64be(plaquette)];
  for (let t = 0; t < lt; t++)
    for (let x = 0; x < lx; x++)
      for (let y = 0; y < ly; y++)
        for (let z = 0; z < lz; z++)
          for (const mu of [3, 0, 1, 2])
            for (const value of linkAt(configuration, [x, y, z, t], mu)) pieces.push(put.f64be(value));
  return Buffer.concat(pieces);
}

/** An openQCD file; `tracePlaquette` is ⟨Re tr U_p⟩. */
export function openqcdFile(configuration: GaugeConfiguration, tracePlaquette: number): Buffer {
  const [lx, ly, lz, lt] = configuration.extents;
  const pieces = [...[lt, lx, ly, lz].map(put.i32le), put.f64le(tracePlaquette)];
  const steps = [
    [3, [0, 0, 0, 1]],
    [0, [1, 0, 0, 0]],
    [1, [0, 1, 0, 0]],
    [2, [0, 0, 1, 0]],
  ] as const;
  for (let t = 0; t < lt; t++)
    for (let x = 0; x < lx; x++)
      for (let y = 0; y < ly; y++)
        for (let z = 0; z < lz; z++)
          if ((t + x + y + z) % 2 === 1)
            for (const [mu, [dx, dy, dz, dt]] of steps) {
              for (const value of linkAt(configuration, [x, y, z, t], mu)) pieces.push(put.f64le(value));
              const before = [x - dx, y - dy, z - dz, t - dt];
              for (const value of linkAt(configuration, before, mu)) pieces.push(put.f64le(value));
            }
  return Buffer.concat(pieces);
}

/** A NERSC file with all rows or all but the last. */
export function nerscFile(
  configuration: GaugeConfiguration,
  format: 'IEEE32BIG' | 'IEEE32LITTLE' | 'IEEE64BIG' | 'IEEE64LITTLE' | 'IEEE32' | 'IEEE64',
  numbers: { plaquette: number; linkTrace: number },
  { rows = configuration.colours, actual = format, more = [] as string[] } = {},
): Buffer {
  const big = actual.endsWith('BIG');
  const real = actual.includes('64') ? (big ? put.f64be : put.f64le) : big ? put.f32be : put.f32le;
  const data = canonicalLinks(configuration, real, rows);
  let sum = 0n;
  for (let i = 0; i < data.length; i += 4) sum += BigInt(big ? data.readUInt32BE(i) : data.readUInt32LE(i));
  const n = configuration.colours;
  const text = [
    'BEGIN_HEADER',
    'HDR_VERSION = 1.0',
    `DATATYPE = 4D_SU${n}_GAUGE${rows === n ? `_${n}x${n}` : ''}`,
    ...configuration.extents.map((extent, mu) => `DIMENSION_${mu + 1} = ${extent}`),
    `CHECKSUM =   ${(sum % 4294967296n).toString(16)}`,
    `LINK_TRACE = ${numbers.linkTrace.toPrecision(10)}`,
    `PLAQUETTE  = ${numbers.plaquette.toPrecision(10)}`,
    `FLOATING_POINT = ${format}`,
    ...more,
    'END_HEADER',
  ];
  return Buffer.concat([Buffer.from(`${text.join('\n')}\n`), data]);
}
