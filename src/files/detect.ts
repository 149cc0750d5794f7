/**
 * Read a gauge configuration of any known format, recognised by content, never by the file name.
 */

import { readBridge } from './bridge.ts';
import { extentsText, type ReadConfiguration, type ShapeHint } from './configuration.ts';
import { refuse } from './fileError.ts';
import { hirepShape, readHirep } from './hirep.ts';
import { readIldg } from './ildg.ts';
import { limeMagic, readLime } from './lime.ts';
import { milcEndianness, readMilc } from './milc.ts';
import { readNersc } from './nersc.ts';
import { openqcdShape, readOpenqcd } from './openqcd.ts';
import { viewOf } from './reals.ts';
import { readScidac } from './scidac.ts';

const readers = {
  ildg: readIldg,
  scidac: readScidac,
  nersc: readNersc,
  milc: readMilc,
  openqcd: readOpenqcd,
  hirep: readHirep,
  bridge: readBridge,
};

export type ConfigurationFormat = keyof typeof readers;

export interface OpenedConfiguration extends ReadConfiguration {
  readonly format: ConfigurationFormat;
}

/**
 * Read a configuration from the content of a file.
 * @param hint the extents, needed only by formats that do not state them
 * @throws FileError: unknown format, damage, or what contradicts what
 */
export function parseConfiguration(bytes: Uint8Array, hint: ShapeHint = {}): OpenedConfiguration {
  const format = detectFormat(bytes);
  const read = readers[format](bytes, hint);
  const { extents } = read.configuration;
  if (hint.extents && extentsText(hint.extents) !== extentsText(extents)) {
    refuse(`The file holds a ${extentsText(extents)} lattice; you asked for ${extentsText(hint.extents)}.`);
  }
  return { ...read, format };
}

/**
 * The format of a gauge configuration, by content.
 * @throws FileError saying what the file seems to be when it is none of the known formats
 */
export function detectFormat(bytes: Uint8Array): ConfigurationFormat {
  if (bytes.length === 0) refuse('The file is empty.');
  if (bytes.length >= 4) {
    const magic = viewOf(bytes).getUint32(0);
    if (magic === limeMagic) return limeFormat(bytes);
    if (magic === 0xab896745) refuse('The LIME magic number is byte-swapped; LIME headers must be big endian.');
  }
  const start = String.fromCharCode(...bytes.subarray(0, 512));
  if (start.startsWith('BEGIN_HEADER')) return 'nersc';
  if (milcEndianness(bytes)) return 'milc';
  if (hirepShape(bytes)?.size === bytes.length) return 'hirep';
  if (openqcdShape(bytes)?.size === bytes.length) return 'openqcd';
  if (/^[-+.\d\seE]+$/.test(start) && /\d/.test(start)) return 'bridge';
  return refuse(describeUnknown(bytes, start));
}

function limeFormat(bytes: Uint8Array): ConfigurationFormat {
  const types = readLime(bytes).map(({ type }) => type);
  if (types.includes('ildg-binary-data')) return 'ildg';
  if (types.includes('scidac-binary-data')) return 'scidac';
  return refuse(`The LIME file holds no links; found the records ${types.join(', ')}.`);
}

function describeUnknown(bytes: Uint8Array, start: string): string {
  if (start.startsWith('HDF5-based Julia') || start.startsWith('\x89HDF')) {
    return 'This is an HDF5 or JLD2 file, which is not read; save the configuration as ILDG or Bridge++ text.';
  }
  if (start.startsWith('\x1f\x8b')) return 'This is a gzip file; unpack it first.';
  if (start.startsWith('\x93NUMPY')) return 'This is a NumPy array without lattice header; convert it to ILDG.';
  if (start.slice(8, 9) === '{') return 'This looks like a safetensors file: it holds weights, not a configuration.';
  for (const [name, shape] of [
    ['HiRep', hirepShape(bytes)],
    ['openQCD', openqcdShape(bytes)],
  ] as const) {
    // A chance header of arbitrary bytes announces absurd sizes; a cut file misses at most a part of its links.
    if (shape && shape.size < 64 * bytes.length) {
      const { extents, size } = shape;
      return `This looks like a configuration of ${name} for a ${extentsText(extents)} lattice, which needs ${size} bytes; found ${bytes.length}.`;
    }
  }
  return 'The format is not recognised; known are ILDG, SciDAC, NERSC, MILC v5, openQCD, HiRep and Bridge++ text.';
}
