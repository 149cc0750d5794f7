/** The documents of QCDml beside an ILDG file, compared with it, or shown by themselves. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type ConfigurationFacts,
  type EnsembleFacts,
  payloadChecksum,
  qcdmlKind,
  readConfigurationXml,
  readEnsembleXml,
} from '../../files/index.ts';
import { type LinksInFile, readWhole, withFileSource } from '../../files/node/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { asInput, type FileFlags } from './open.ts';

export interface Documents {
  readonly configuration?: ConfigurationFacts;
  readonly ensemble?: EnsembleFacts;
}

export type Document =
  | ({ readonly kind: 'ensemble' } & EnsembleFacts)
  | ({ readonly kind: 'configuration' } & ConfigurationFacts);

/** @throws InputError when the file cannot be read, or is no document of QCDml */
export function readDocument(path: string): Document {
  const text = textOf(path);
  const kind = qcdmlKind(text);
  if (kind === undefined) {
    throw new InputError([
      `${path} is no document of QCDml; expected a root element markovChain or gaugeConfiguration.`,
    ]);
  }
  return named(path, () =>
    kind === 'ensemble' ? { kind, ...readEnsembleXml(text) } : { kind, ...readConfigurationXml(text) },
  );
}

/** What the links turned out to be. */
export interface Found {
  readonly group: string;
  readonly plaquette: number;
}

/** The plaquette of a document was computed in 64 bits; the file may hold 32. */
const plaquetteTolerance = { 32: 1e-6, 64: 1e-10 } as const;

/**
 * Reads `NAME.xml` beside `NAME.lime` and `ensemble.xml` in the same folder, where they are documents of QCDml.
 *
 * @throws InputError when a document states something else than the file holds
 */
export function documentsBeside(
  file: string,
  links: LinksInFile,
  { group, plaquette }: Found,
  { ignoreChecksum = false }: FileFlags = {},
): Documents {
  if (links.format !== 'ildg') return {};
  const [own, shared] = [file.replace(/\.\w+$/, '.xml'), join(dirname(file), 'ensemble.xml')];
  const configuration = own === file ? undefined : documentAt(own, 'configuration');
  const ensemble = documentAt(shared, 'ensemble');
  if (configuration !== undefined) {
    const { dataLFN, crcCheckSum, avePlaquette } = configuration;
    const tolerance = plaquetteTolerance[links.precision];
    demand(own, 'dataLFN', dataLFN, links.header.lfn ?? '(none)', dataLFN === links.header.lfn);
    const checksum = asInput(() => withFileSource(file, payloadChecksum));
    const numbers = [
      contradiction(own, 'crcCheckSum', crcCheckSum, checksum, crcCheckSum === checksum),
      contradiction(own, 'avePlaquette', avePlaquette, plaquette, Math.abs(avePlaquette - plaquette) <= tolerance),
    ].filter(sentence => sentence !== undefined);
    if (ignoreChecksum) links.remarks.push(...numbers.map(sentence => `CHECKSUM IGNORED: ${sentence}`));
    else if (numbers.length > 0) throw new InputError(numbers);
  }
  if (ensemble !== undefined) {
    const { extents, gaugeGroup, markovChainURI } = ensemble;
    const sizes = [extents, links.extents].map(list => list.join('×'));
    demand(shared, 'physics/size', sizes[0], sizes[1], sizes[0] === sizes[1]);
    demand(shared, 'gaugeGroup', gaugeGroup, group, gaugeGroup === group);
    const chain = configuration?.markovChainURI ?? markovChainURI;
    demand(own, 'markovChainURI', chain, `${markovChainURI} in ${shared}`, chain === markovChainURI);
  }
  return { ...(configuration ? { configuration } : {}), ...(ensemble ? { ensemble } : {}) };
}

function documentAt(path: string, wanted: 'ensemble'): EnsembleFacts | undefined;
function documentAt(path: string, wanted: 'configuration'): ConfigurationFacts | undefined;
function documentAt(path: string, wanted: Document['kind']): EnsembleFacts | ConfigurationFacts | undefined {
  if (!existsSync(path) || qcdmlKind(textOf(path)) !== wanted) return;
  const { kind, ...facts } = readDocument(path);
  return facts;
}

function demand(...fact: Parameters<typeof contradiction>): void {
  const sentence = contradiction(...fact);
  if (sentence !== undefined) throw new InputError([sentence]);
}

/** A sentence where document and file do not agree. */
function contradiction(
  path: string,
  name: string,
  stated: unknown,
  found: unknown,
  agrees: boolean,
): string | undefined {
  if (agrees) return;
  return `${path} states ${name} ${stated}, but the file has ${found}. One of them belongs to another configuration, or is damaged.`;
}

function textOf(path: string): string {
  return new TextDecoder().decode(asInput(() => readWhole(path)));
}

function named<T>(path: string, act: () => T): T {
  try {
    return asInput(act);
  } catch (error) {
    throw error instanceof InputError ? new InputError([`${path}: ${error.message}`]) : error;
  }
}
