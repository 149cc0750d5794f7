/**
 * QCDml 2.0, the configuration document (`gaugeConfiguration`): which file, which step of which Markov chain, made with
 * what, and two numbers by which the links are recognised. It holds no date, so that a run leaves the same bytes whether or
 * not it was interrupted; who registers a file adds those that the schema asks for.
 * Reference: QCDmlConfig 2.0.0, http://www.lqcd.org/ildg/QCDml/config2.0.
 */

import { element, escapeXml, xmlDocument } from '../bytes/xml.ts';
import type { Precision } from '../configuration/configuration.ts';
import { notGiven, parametersXml } from './ensembleXml.ts';

export interface ConfigurationDocument {
  /** The logical file name, as in the record ildg-data-lfn. */
  readonly lfn: string;
  /** URI of the ensemble. */
  readonly uri: string;
  /** Number of the trajectory. */
  readonly update: number;
  readonly colours: number;
  readonly precision: Precision;
  /** Of the bytes of the record ildg-binary-data, see cksum.ts. */
  readonly checksum: number;
  /** (1/N) Re tr, averaged. */
  readonly plaquette: number;
  readonly program: { readonly version: string; readonly platform: string };
  readonly parameters: Readonly<Record<string, string | number>>;
}

const text = (name: string, value: string | number) => element(name, escapeXml(String(value)));

/** How ILDG calls links of N colours. */
export const fieldName = (colours: number): string => (colours === 1 ? 'u1gauge' : `su${colours}gauge`);

/** The text of the document. */
export function configurationXml(configuration: ConfigurationDocument): string {
  const { lfn, uri, update, colours, precision, checksum, plaquette, program, parameters } = configuration;
  const { version, platform } = program;
  const participant = element('participant', text('name', notGiven) + text('institution', notGiven));
  const event = text('revisionAction', 'generate') + participant;
  const machine = text('name', notGiven) + text('institution', notGiven) + text('machineType', platform);
  const code = text('name', 'cask') + text('version', version);
  const record = text('field', fieldName(colours)) + text('crcCheckSum', checksum) + text('avePlaquette', plaquette);
  const markovStep = element('markovStep', text('update', update) + element('record', record));
  const content =
    text('dataLFN', lfn) +
    element('management', element('archiveHistory', element('archiveEvent', event))) +
    element('implementation', element('machine', machine) + element('code', code)) +
    element('algorithm', parametersXml(parameters)) +
    text('precision', precision === 32 ? 'single' : 'double') +
    element('markovSequence', text('markovChainURI', uri) + text('series', '0') + markovStep);
  return xmlDocument(element('gaugeConfiguration', content, { xmlns: 'http://www.lqcd.org/ildg/QCDml/config2.0' }));
}
