/**
 * Read a gauge configuration of any known format, recognised by content, never by the file name.
 */

import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { viewOf } from '../bytes/reals.ts';
import { extentsText, type ReadConfiguration, type ReadOptions } from '../configuration/configuration.ts';
import type { LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';
import { openIldg } from '../lime/ildg.ts';
import { limeMagic, openLime } from '../lime/lime.ts';
import { openScidac } from '../lime/scidac.ts';
import { openBridge } from './bridge.ts';
import { hirepShape, openHirep } from './hirep.ts';
import { milcKind, openMilc } from './milc.ts';
import { openNersc } from './nersc.ts';
import { openOpenqcd, openqcdShape } from './openqcd.ts';

const openers = {
  ildg: openIldg,
  scidac: openScidac,
  nersc: openNersc,
  milc: openMilc,
  openqcd: openOpenqcd,
  hirep: openHirep,
  bridge: openBridge,
};

export type ConfigurationFormat = keyof typeof openers;

export interface OpenedConfiguration extends ReadConfiguration {
  readonly format: ConfigurationFormat;
}

/** A configuration whose links are still in the file. */
export interface OpenedLinks extends LinkSource {
  readonly format: ConfigurationFormat;
}

/**
 * Read a configuration from the content of a file.
 * @param options the extents are needed only by formats that do not state them
 * @throws FileError: unknown format, damage, or what contradicts what
 */
export function parseConfiguration(bytes: Uint8Array, options: ReadOptions = {}): OpenedConfiguration {
  const links = openLinks(sourceOf(bytes), options);
  return { ...wholeConfiguration(links, options), format: links.format };
}

/**
 * The same with the links left where they are: headers are read and checksums compared, the links are not looked at.
 * @throws FileError as `parseConfiguration`
 */
export function openLinks(source: ByteSource, options: ReadOptions = {}): OpenedLinks {
  const format = detectFormat(source);
  const links = openers[format](source, options);
  const { extents } = links;
  if (options.extents && extentsText(options.extents) !== extentsText(extents)) {
    refuse(`The file holds a ${extentsText(extents)} lattice; you asked for ${extentsText(options.extents)}.`);
  }
  const { ignoreChecksum = false } = options;
  return { ...links, ignoreChecksum, format };
}

/**
 * The format of a gauge configuration, by content.
 * @throws FileError saying what the file seems to be when it is none of the known formats
 */
export function detectFormat(content: Uint8Array | ByteSource): ConfigurationFormat {
  const source = sourceOf(content);
  if (source.length === 0) refuse('The file is empty.');
  const head = source.read(0, Math.min(512, source.length));
  if (head.length >= 4) {
    const magic = viewOf(head).getUint32(0);
    if (magic === limeMagic) return limeFormat(source);
    if (magic === 0xab896745) refuse('The LIME magic number is byte-swapped; LIME headers must be big endian.');
  }
  const start = String.fromCharCode(...head);
  if (start.startsWith('BEGIN_HEADER')) return 'nersc';
  if (milcKind(head)) return 'milc';
  if (hirepShape(head)?.size === source.length) return 'hirep';
  if (openqcdShape(head)?.size === source.length) return 'openqcd';
  if (/^[-+.\d\seE]+$/.test(start) && /\d/.test(start)) return 'bridge';
  return refuse(describeUnknown(head, source.length, start));
}

function limeFormat(source: ByteSource): ConfigurationFormat {
  const types = openLime(source).records.map(({ type }) => type);
  if (types.includes('ildg-binary-data')) return 'ildg';
  if (types.includes('scidac-binary-data')) return 'scidac';
  return refuse(`The LIME file holds no links; found the records ${types.join(', ')}.`);
}

/** By the metadata, which stand first. */
function tensorsIn(start: string): string {
  if (start.includes('"cask.spins"')) return 'spins';
  if (start.includes('"cask.checkpoint"')) return 'a checkpoint, from which "cask resume" goes on';
  return 'tensors, such as weights';
}

function describeUnknown(head: Uint8Array, length: number, start: string): string {
  if (start.startsWith('HDF5-based Julia') || start.startsWith('\x89HDF')) {
    return 'This is an HDF5 or JLD2 file, which is not read; save the configuration as ILDG or Bridge++ text.';
  }
  if (start.startsWith('\x1f\x8b')) return 'This is a gzip file; unpack it first.';
  if (start.startsWith('\x93NUMPY')) return 'This is a NumPy array without lattice header; convert it to ILDG.';
  if (start.slice(8, 9) === '{')
    return `This is a safetensors file of ${tensorsIn(start)}, not a configuration of links.`;
  for (const [name, shape] of [
    ['HiRep', hirepShape(head)],
    ['openQCD', openqcdShape(head)],
  ] as const) {
    // A chance header of arbitrary bytes announces absurd sizes; a cut file misses at most a part of its links.
    if (shape && shape.size < 64 * length) {
      const { extents, size } = shape;
      return `This looks like a configuration of ${name} for a ${extentsText(extents)} lattice, which needs ${size} bytes; found ${length}.`;
    }
  }
  return 'The format is not recognised; known are ILDG, SciDAC, NERSC, MILC, openQCD, HiRep and Bridge++ text.';
}
