import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkpointFiles, openCheckpoint, saveCheckpoint } from '../node/checkpointFolder.ts';
import { checkpointFromBytes, checkpointToBytes } from './checkpoint.ts';
import { writeTensors } from './safetensors.ts';

const state = new Map([
  ['links', Float64Array.of(1, -0, 5e-324, 1 / 3)],
  ['empty', new Float64Array()],
]);
const facts = { trajectory: 7, log: { bytes: 12 }, words: ['ü', '"'] };

describe('one file', () => {
  test('gives everything back, to the bit', () => {
    const again = checkpointFromBytes(checkpointToBytes({ facts, state }));
    expect(again.facts).toEqual(facts);
    expect(again.state).toEqual(new Map([...state].sort()));
    expect(Object.is(again.state.get('links')![1], -0)).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused by name', value => {
    const broken = new Map([['links', Float64Array.of(1, value)]]);
    expect(() => checkpointToBytes({ facts, state: broken })).toThrow(/links holds .* at position 1; expected finite/);
  });

  test('every flipped bit and every cut is found', () => {
    const bytes = checkpointToBytes({ facts, state });
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(() => checkpointFromBytes(damaged), `bit ${bit}`).toThrow();
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(() => checkpointFromBytes(bytes.subarray(0, length)), `${length} bytes`).toThrow();
    }
  });

  test('other files are refused', () => {
    expect(() => checkpointFromBytes(writeTensors(new Map()))).toThrow(/format "\(none\)" was found/);
    expect(() => checkpointFromBytes(writeTensors(new Map(), { 'cask.checkpoint': '1', 'cask.facts': '{' }))).toThrow(
      /not JSON/,
    );
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cask-checkpoint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('keeps two generations, newest first', () => {
    expect(checkpointFiles(join(folder, 'none'))).toEqual([]);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    for (const trajectory of [0, 50, 100, 150]) saveCheckpoint(folder, trajectory, { facts: { trajectory }, state });
    expect(checkpointFiles(folder).map(({ trajectory }) => trajectory)).toEqual([150, 100]);
    expect(readdirSync(folder)).toHaveLength(3);
    expect(openCheckpoint(checkpointFiles(folder)[1].path).facts).toEqual({ trajectory: 100 });
  });

  test('taking up an older one keeps it beside the next', () => {
    for (const trajectory of [50, 100, 60]) saveCheckpoint(folder, trajectory, { facts, state });
    expect(checkpointFiles(folder).map(({ trajectory }) => trajectory)).toEqual([100, 60, 50]);
  });

  test('errors name the file', () => {
    const broken = new Map([['links', Float64Array.of(Number.NaN)]]);
    expect(() => saveCheckpoint(folder, 3, { facts, state: broken })).toThrow(
      /00000003\.safetensors was not written: links/,
    );
    saveCheckpoint(folder, 4, { facts, state });
    const [{ path }] = checkpointFiles(folder);
    writeFileSync(path, readFileSync(path).subarray(0, 99));
    expect(() => openCheckpoint(path)).toThrow(`${path} is damaged: `);
    expect(() => checkpointFiles(path)).toThrow(/Could not list/);
  });
});
