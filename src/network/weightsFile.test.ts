import { describe, expect, test } from 'vitest';
import type { Weight } from '../lattice/index.ts';
import { caskLayer } from './layers/cask.ts';
import { stoutLayer } from './layers/stout.ts';
import { loadWeights, weightsFromText, weightsToText } from './weightsFile.ts';

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
