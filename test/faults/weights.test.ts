/** Weights of one run are the start of another, from either form of the file, and damage is refused. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, caskRun, runFileIn } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const teacher = join(base, 'teacher');
const pupil = (name: string, weights: string) => {
  const text = caskRun.replace('spread = 0.1', `weights = "${weights}"`);
  return cask(['run', runFileIn(base, name, text), '--out', join(base, name), '--quiet']);
};

beforeAll(async () => {
  expect(await cask(['run', runFileIn(base, 'teacher', caskRun), '--out', teacher, '--quiet'])).toMatchObject({
    code: 0,
  });
});

test('both forms give the same run, to the last bit', async () => {
  for (const form of ['json', 'safetensors']) {
    expect(await pupil(form, join(teacher, `weights.${form}`))).toMatchObject({ code: 0, stderr: '' });
  }
  for (const file of ['log.jsonl', 'weights.json', 'weights.safetensors']) {
    const [one, other] = ['json', 'safetensors'].map(form => readFileSync(join(base, form, file)));
    expect(Buffer.compare(one, other), file).toBe(0);
  }
});

test('one changed digit, or one flipped bit, and no run is begun', async () => {
  const json = readFileSync(join(teacher, 'weights.json'), 'utf8');
  const digit = json.replace(
    /("block0\.[^"]*": -?\d+\.\d{3})(\d)/,
    (_, start, found) => `${start}${(Number(found) + 1) % 10}`,
  );
  expect(digit).not.toBe(json);
  writeFileSync(join(base, 'changed.json'), digit);
  const bytes = readFileSync(join(teacher, 'weights.safetensors'));
  bytes[bytes.length - 3] ^= 1;
  writeFileSync(join(base, 'changed.safetensors'), bytes);
  for (const form of ['json', 'safetensors']) {
    const path = join(base, `changed.${form}`);
    const { code, stderr } = await pupil(`refused-${form}`, path);
    expect(code).toBe(2);
    expect(stderr).toContain(`network.weights: ${path}`);
    expect(stderr).toMatch(/checksum/i);
    expect(existsSync(join(base, `refused-${form}`))).toBe(false);
  }
});
