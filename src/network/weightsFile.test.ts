import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Weight } from '../lattice/index.ts';
import { caskLayer } from './layers/cask.ts';
import { stoutLayer } from './layers/stout.ts';
import {
  loadWeights,
  type WeightsFile,
  weightsFromTensors,
  weightsFromText,
  weightsToTensors,
  weightsToText,
} from './weightsFile.ts';

const makeup = { kind: 'cask', variant: 'symmetric', reach: 2 };
const provenance = { seed: 7, loss: 'variance', trajectories: 120 };

function trained(weights: readonly Weight[]): readonly Weight[] {
  weights.forEach((weight, k) => {
    weight.value = Math.sin(k + 1) / 3;
  });
  return weights;
}
const text = weightsToText(makeup, trained(caskLayer('block').weights), provenance);
/** The text with one part changed. */
const damaged = (change: (file: Record<string, unknown>) => void) => {
  const file = JSON.parse(text) as Record<string, unknown>;
  change(file);
  return JSON.stringify(file);
};

test('there and back: every weight with its bits, make-up and provenance too', () => {
  const file = weightsFromText(text, 'w.json');
  expect(file.network).toEqual(makeup);
  expect(file.provenance).toEqual(provenance);
  const { weights } = caskLayer('block');
  loadWeights(weights, file, 'w.json');
  expect(weights).toEqual(trained(caskLayer('block').weights));
  expect(weightsToText(makeup, weights, provenance)).toBe(text);
});

describe('the checksum', () => {
  const file = weightsFromText(text, 'w.json');

  test('is the SHA-256 of make-up, provenance and every weight with its bits, as the file head says', () => {
    const hash = createHash('sha256').update(`${JSON.stringify(makeup)}\n${JSON.stringify(provenance)}\n`);
    for (const name of Object.keys(file.weights).sort()) {
      hash.update(`${name}\0`).update(Float64Array.of(file.weights[name]));
    }
    const stated = hash.digest('hex');
    expect(JSON.parse(text).checksum).toBe(`sha256:${stated}`);
    expect(weightsToTensors(file).metadata['cask.sha256']).toBe(stated);
  });

  test('finds every changed digit and every flipped bit of the text', () => {
    const bytes = new TextEncoder().encode(text);
    const unseen = new Set<string>();
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const damage = new TextDecoder().decode(flipped);
      try {
        const { remarks, ...read } = weightsFromText(damage, 'w.json');
        // The same numbers in other words, such as 1E-7 for 1e-7, are no damage.
        if (remarks.length > 0 || !same(read, file)) unseen.add(damage);
      } catch (error) {
        expect((error as Error).message).toMatch(/^w\.json /);
      }
    }
    expect([...unseen]).toEqual([]);
    const digit = text.replace(/(0\.28\d*)\d/, '$15').replace(/(0\.30\d*)\d/, '$14');
    expect(() => weightsFromText(digit, 'w.json')).toThrow(
      /^w\.json states the checksum sha256:[0-9a-f]{64}, but its content gives [0-9a-f]{64}/,
    );
  });

  const same = ({ network, weights, provenance: facts }: WeightsFile, other: WeightsFile) =>
    JSON.stringify([network, weights, facts]) === JSON.stringify([other.network, other.weights, other.provenance]);

  test('may be missing, which is reported', () => {
    const { weights, remarks } = weightsFromText(
      damaged(read => delete read.checksum),
      'w.json',
    );
    expect(weights).toEqual(file.weights);
    expect(remarks).toEqual([expect.stringContaining('w.json carries no checksum')]);
    expect(file.remarks).toEqual([]);
  });
});

describe('as tensors', () => {
  const file = weightsFromText(text, 'w.json');
  const content = weightsToTensors(file);
  const metadata = (changes: Record<string, string | undefined>) => {
    const changed = { ...content.metadata, ...changes };
    return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
  };

  test('there and back', () => {
    expect(weightsFromTensors(content, 'w.safetensors')).toEqual(file);
    const { remarks, ...read } = weightsFromTensors(
      { ...content, metadata: metadata({ 'cask.sha256': undefined }) },
      'w.safetensors',
    );
    expect({ ...read, remarks: [] }).toEqual(file);
    expect(remarks).toEqual([expect.stringContaining('carries no checksum')]);
  });

  test.each([
    [{ metadata: metadata({ 'cask.weights': undefined }) }, 'has no metadata "cask.weights"'],
    [{ metadata: metadata({ 'cask.weights': '2' }) }, 'is version 2 of the weights format'],
    [{ metadata: metadata({ 'cask.network': '{' }) }, 'no JSON object as metadata "cask.network"'],
    [{ metadata: metadata({ 'cask.provenance': undefined }) }, 'no JSON object as metadata "cask.provenance"'],
    [{ metadata: metadata({ 'cask.network': '{"kind":"stout"}' }) }, 'but its content gives'],
    [
      { tensors: new Map([...content.tensors, ['block.rho.plaquette', { shape: [], data: Float64Array.of(0.5) }]]) },
      'but its content gives',
    ],
    [{ tensors: new Map([['a', { shape: [2], data: [1, 2] }]]) }, 'the tensor a of shape [2]; expected one number'],
    [{ tensors: new Map([['a', { shape: [], data: [Number.NaN] }]]) }, 'gives the weight a as null'],
  ])('damage is refused with a sentence: %#', (damage, sentence) => {
    expect(() => weightsFromTensors({ ...content, ...damage }, 'w.safetensors')).toThrow(sentence);
    expect(() => weightsFromTensors({ ...content, ...damage }, 'w.safetensors')).toThrow(/^w\.safetensors /);
  });
});

describe('a damaged file is refused with a sentence', () => {
  test.each([
    ['not JSON', text.slice(0, 40), 'w.json is not JSON; expected a weights file'],
    ['empty', '', 'w.json is not JSON'],
    ['a list', '[]', 'w.json has no "format": "cask-weights"'],
    ['null', 'null', 'w.json has no "format"'],
    ['another format', damaged(file => Object.assign(file, { format: 'other' })), 'has no "format": "cask-weights"'],
    ['no weights', damaged(file => Object.assign(file, { weights: [0.1] })), 'with "network" and "weights"'],
    ['no make-up', damaged(file => Object.assign(file, { network: 3 })), 'with "network" and "weights"'],
    [
      'version 2',
      damaged(file => Object.assign(file, { version: 2 })),
      'is version 2 of the weights format; this cask reads 1',
    ],
    ['a key that is unknown', text.replace('"checksum"', '"chekcsum"'), 'has the key "chekcsum"; expected format'],
    ['no version', damaged(file => Object.assign(file, { version: undefined })), 'is version undefined'],
    [
      'a weight that is null, as JSON writes NaN',
      damaged(file => Object.assign(file, { weights: { 'block.rho.plaquette': Number.NaN } })),
      'gives the weight block.rho.plaquette as null; expected a finite number',
    ],
    [
      'a weight that is text',
      damaged(file => Object.assign(file, { weights: { 'block.rho.plaquette': '0.1' } })),
      'gives the weight block.rho.plaquette as "0.1"',
    ],
    ['a weight that overflows', text.replace(/0\.28\d+/, '1e999'), 'expected a finite number'],
  ])('%s', (_, damage, sentence) => {
    expect(() => weightsFromText(damage, 'w.json')).toThrow(sentence);
  });
});

describe('another network', () => {
  const file = weightsFromText(text, 'w.json');
  test.each([
    ['a lack', caskLayer('block', { loops: ['plaquette', 'rectangle'] }), 'w.json lacks block.rho.rectangle'],
    ['too many', caskLayer('block', { output: 'paper' }), 'has block.rho.plaquette, which this network does not know'],
    ['both', stoutLayer('layer'), 'w.json lacks layer.rho.plaquette and has block.rho.plaquette'],
  ])('%s', (_, { weights }, sentence) => {
    const before = weights.map(({ value }) => value);
    expect(() => loadWeights(weights, file, 'w.json')).toThrow(sentence);
    expect(() => loadWeights(weights, file, 'w.json')).toThrow('it was made for another network');
    expect(weights.map(({ value }) => value)).toEqual(before);
  });
});

test('a weight that is not finite is not written', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => weightsToText(makeup, [{ name: 'a.rho', value }], provenance)).toThrow(
      `The weight a.rho is ${value}; expected a finite number`,
    );
  }
});
