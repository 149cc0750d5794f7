import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTensors, writeTensors } from '../files/index.ts';
import { caskLayer, weightsToText } from '../network/index.ts';
import { lockFolder } from './lock.ts';
import { readWeights, writeWeights } from './weights.ts';

const folder = mkdtempSync(join(tmpdir(), 'cask-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [json, binary] = ['weights.json', 'weights.safetensors'].map(name => join(folder, name));
const { weights } = caskLayer('block');
weights.forEach((weight, k) => {
  weight.value = Math.sin(k + 1) / 3;
});
const lock = lockFolder(folder);
writeWeights(lock, { fileName: 'weights.json', text: weightsToText({ kind: 'cask' }, weights, { seed: 7 }) });
lock.release();

test('both files hold the same, to the last bit', () => {
  const read = readWeights(json);
  expect(read).toEqual({
    network: { kind: 'cask' },
    provenance: { seed: 7 },
    weights: Object.fromEntries(weights.map(({ name, value }) => [name, value])),
    remarks: [],
  });
  const { weights: named, ...rest } = readWeights(binary);
  expect(rest).toEqual({ network: read.network, provenance: read.provenance, remarks: [] });
  expect(Object.entries(named).sort()).toEqual(Object.entries(read.weights).sort());
});

test('a flipped bit is found in either, and the file named, unless the numbers are the same', () => {
  const { weights: whole } = readWeights(json);
  for (const path of [json, binary]) {
    const bytes = readFileSync(path);
    let harmless = 0;
    const damagedPath = join(folder, 'damaged');
    for (let bit = 5; bit < 8 * bytes.length; bit += 37) {
      const damaged = Uint8Array.from(bytes);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(damagedPath, damaged);
      try {
        // In 17 digits there is more than one way to write a number, and a key of metadata may go unknown.
        expect({ ...whole, ...readWeights(damagedPath).weights }).toEqual(whole);
        harmless++;
      } catch (error) {
        expect((error as Error).message).toContain(damagedPath);
      }
    }
    expect(harmless).toBeLessThan(bytes.length / 37);
  }
});

test('a tensor file without the checksums is read, and both are missed', () => {
  const { tensors, metadata } = readTensors(readFileSync(binary));
  const { 'cask.sha256': _, ...rest } = metadata;
  const text = writeTensors(tensors, rest);
  const header = new TextDecoder().decode(text).indexOf('"cask.crc32"');
  text.set(new TextEncoder().encode('"some.crc32"'), header);
  writeFileSync(join(folder, 'plain'), text);
  expect(readWeights(join(folder, 'plain')).remarks).toEqual([
    expect.stringContaining('carries no checksum: a changed digit'),
    expect.stringContaining('only its structure could be checked'),
  ]);
});

test('no file, or another kind of file', () => {
  expect(() => readWeights(join(folder, 'none'))).toThrow('does not exist');
  writeFileSync(join(folder, 'text'), 'beta = 2.3\n');
  expect(() => readWeights(join(folder, 'text'))).toThrow('is not JSON; expected a weights file');
  writeFileSync(join(folder, 'tensors'), writeTensors(new Map()));
  expect(() => readWeights(join(folder, 'tensors'))).toThrow('has no metadata "cask.weights"');
});
