import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../bytes/byteSource.ts';
import { hotConfiguration } from '../configuration/hotConfiguration.fixture.ts';
import { plaquette } from '../configuration/verification.ts';
import { writeNersc } from '../formats/nersc.ts';
import { writeIldg } from '../lime/ildg.ts';
import { readLime } from '../lime/lime.ts';
import { Cksum } from './cksum.ts';
import { type ConfigurationDocument, configurationXml } from './configurationXml.ts';
import { type Ensemble, ensembleXml } from './ensembleXml.ts';
import { payloadChecksum } from './payload.ts';
import { qcdmlKind, readConfigurationXml, readEnsembleXml } from './readQcdml.ts';

function cksum(bytes: Uint8Array, piece = bytes.length): number {
  const sum = new Cksum();
  for (let start = 0; start < bytes.length; start += piece) sum.add(bytes.subarray(start, start + piece));
  return sum.sum();
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('cksum', () => {
  test('the check value of CRC-32/CKSUM, and nothing', () => {
    // cksum counts the length in: the catalogued 765E7680 is that of the nine digits with theirs.
    expect(cksum(encode('123456789'))).toBe(930766865);
    expect(cksum(new Uint8Array())).toBe(4294967295);
  });

  test('does not depend on the pieces', () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251);
    for (const piece of [1, 7, 4096]) expect(cksum(bytes, piece)).toBe(cksum(bytes));
  });

  const hasProgram = spawnSync('cksum', { input: '' }).status === 0;
  test.skipIf(!hasProgram)('is that of the program', () => {
    for (const length of [0, 1, 255, 256, 65_537]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
      const [sum, size] = spawnSync('cksum', { input: bytes }).stdout.toString().split(' ');
      expect([cksum(bytes), length]).toEqual([Number(sum), Number(size)]);
    }
  });
});

const ensemble: Ensemble = {
  ...{ uri: 'mc://unregistered/cask/1', extents: [4, 6, 8, 10], group: 'SU(3)' },
  gluon: {
    element: 'iwasakiRGGluonAction',
    couplings: { beta: 2.6, normalisation: 'cs_sum_to_one', c0: 3.648, c1: -0.331, c2: 0, c3: 0 },
  },
  quarks: [
    {
      ...{ element: 'cloverQuarkAction', flavours: 2, boundary: 'antiperiodic', normalisation: 'sqrt2kappa' },
      couplings: { kappa: 0.13, cSW: 1.5 },
    },
  ],
  annotation: 'quarks < & > in words',
  algorithm: {
    name: 'HMC',
    glossary: 'https://example.org',
    reference: 'a paper',
    parameters: { steps: 10, length: 0.5 },
  },
};

test('what an ensemble document says is read back', () => {
  const xml = ensembleXml(ensemble);
  expect(qcdmlKind(xml)).toBe('ensemble');
  expect(readEnsembleXml(xml)).toEqual({
    markovChainURI: ensemble.uri,
    extents: [4, 6, 8, 10],
    gaugeGroup: 'SU(3)',
    action: [
      'iwasakiRGGluonAction beta = 2.6, c0 = 3.648, c1 = -0.331, c2 = 0, c3 = 0',
      'cloverQuarkAction numberOfFlavours = 2, kappa = 0.13, cSW = 1.5',
    ],
    annotation: 'quarks < & > in words',
    algorithm: 'HMC',
    collaboration: 'not given',
  });
});

test('elements stand in the order of the schema, QCDmlEnsemble 2.0.0 and QCDmlConfig 2.0.0', () => {
  const order = (xml: string) => [...xml.matchAll(/<([a-zA-Z]\w*)[ >]/g)].map(([, name]) => name);
  const boundary = ['boundaryCondition', 'x', 'y', 'z', 't'];
  const parameter = ['parameter', 'name', 'value'];
  expect(order(ensembleXml(ensemble))).toEqual([
    ...['markovChain', 'markovChainURI', 'management', 'collaboration', 'projectName', 'archiveHistory'],
    ...['license', 'customLicenseText', 'physics', 'size', 'x', 'y', 'z', 't', 'action', 'annotation', 'gluon'],
    ...['iwasakiRGGluonAction', 'glossary', 'gluonField', 'gaugeGroup', 'representation', ...boundary],
    ...['beta', 'normalisation', 'c0', 'c1', 'c2', 'c3', 'quark', 'cloverQuarkAction', 'glossary', 'quarkField'],
    ...['normalisation', ...boundary, 'numberOfFlavours', 'kappa', 'cSW', 'algorithm', 'name', 'glossary', 'reference'],
    ...['exact', 'reweightingNeeded', 'parameters', ...parameter, ...parameter],
  ]);
  expect(order(configurationXml(document))).toEqual([
    ...['gaugeConfiguration', 'dataLFN', 'management', 'archiveHistory', 'archiveEvent', 'revisionAction'],
    ...['participant', 'name', 'institution', 'implementation', 'machine', 'name', 'institution', 'machineType'],
    ...['code', 'name', 'version', 'algorithm', 'parameters', ...parameter, 'precision', 'markovSequence'],
    ...['markovChainURI', 'series', 'markovStep', 'update', 'record', 'field', 'crcCheckSum', 'avePlaquette'],
  ]);
});

const configuration = hotConfiguration([2, 2, 2, 4], 3);
const file = writeIldg(configuration);
const document: ConfigurationDocument = {
  ...{ lfn: 'lfn://unregistered/cask/1/00000010', uri: ensemble.uri, update: 10, colours: 3, precision: 64 },
  ...{ checksum: payloadChecksum(sourceOf(file)), plaquette: plaquette(configuration).average },
  program: { version: '0.1.0', platform: 'linux x64' },
  parameters: { seed: 1 },
};

test('what a configuration document says is read back, every bit of the plaquette', () => {
  const xml = configurationXml(document);
  expect(qcdmlKind(xml)).toBe('configuration');
  expect(readConfigurationXml(xml)).toEqual({
    ...{ dataLFN: document.lfn, markovChainURI: document.uri, update: '10', field: 'su3gauge', precision: 'double' },
    ...{ crcCheckSum: document.checksum, avePlaquette: document.plaquette, code: 'cask 0.1.0' },
  });
});

test('prefixes of namespaces and comments change nothing in either document', () => {
  const prefixed = (xml: string) =>
    xml
      .replace(/<(\/?)([a-zA-Z])/g, '<$1q:$2')
      .replace('xmlns=', 'xmlns:q=')
      .replace(/(<q:(?:size|markovStep)>)/, '$1<!-- <x>99</x> <update>99</update> -->');
  for (const [read, xml] of [
    [readEnsembleXml, ensembleXml(ensemble)],
    [readConfigurationXml, configurationXml(document)],
  ] as const) {
    expect(prefixed(xml)).toContain('<q:');
    expect(qcdmlKind(prefixed(xml))).toBe(qcdmlKind(xml));
    expect(read(prefixed(xml))).toEqual(read(xml));
  }
});

test('the checksum is that of the links alone', () => {
  const { data } = readLime(file).find(({ type }) => type === 'ildg-binary-data')!;
  expect(document.checksum).toBe(cksum(data));
  expect(() => payloadChecksum(sourceOf(writeNersc(configuration)))).toThrow('Bad LIME magic number');
});

test('what is no document, or lacks a part, is refused by name', () => {
  expect(qcdmlKind('<html></html>')).toBeUndefined();
  const without = (xml: string, name: string) => xml.replace(new RegExp(`<${name}>.*?</${name}>`, 's'), '');
  for (const name of ['markovChainURI', 'size', 'action', 'gaugeGroup', 'collaboration']) {
    expect(() => readEnsembleXml(without(ensembleXml(ensemble), name))).toThrow(name);
  }
  for (const name of ['dataLFN', 'update', 'crcCheckSum', 'avePlaquette', 'markovChainURI', 'precision']) {
    expect(() => readConfigurationXml(without(configurationXml(document), name))).toThrow(name);
  }
  expect(() => readConfigurationXml(configurationXml({ ...document, plaquette: Number.NaN }))).toThrow(
    'states avePlaquette "NaN"; expected a number',
  );
  expect(() => readEnsembleXml(ensembleXml({ ...ensemble, extents: [4, 4, 0, 4] }))).toThrow(
    'states the lattice 4×4×0×4',
  );
});
