import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimFolder, refuseTakenFolder } from './claim.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cask-claim-'));
});
afterEach(() => rmSync(base, { recursive: true }));

describe('claimFolder', () => {
  test('makes a new folder, parents included, with the run file in it', () => {
    const lock = claimFolder(join(base, 'a/b'), 'refuse', 'x = 1');
    const { folder } = lock;
    expect(readdirSync(folder)).toEqual(['lock.1', 'params.toml']);
    lock.release();
    expect(readdirSync(folder)).toEqual(['params.toml']);
    expect(readFileSync(join(folder, 'params.toml'), 'utf8')).toBe('x = 1');
  });

  test('takes an empty folder, refuses one that holds something', () => {
    mkdirSync(join(base, 'run'));
    expect(claimFolder(join(base, 'run'), 'refuse', '').folder).toBe(join(base, 'run'));
    expect(() => claimFolder(join(base, 'run'), 'refuse', '')).toThrow(
      /already holds something; expected a new or empty/,
    );
    expect(() => refuseTakenFolder(join(base, 'run'), 'refuse')).toThrow(/--out/);
  });

  test('counts up, so that no two runs share a folder', () => {
    const folders = [1, 2, 3].map(() => claimFolder(join(base, 'run'), 'number', '').folder);
    expect(folders).toEqual([join(base, 'run'), join(base, 'run-2'), join(base, 'run-3')]);
  });

  test('replaces the files of a run and leaves those of others alone', () => {
    const lock = claimFolder(join(base, 'run'), 'refuse', 'old');
    const { folder } = lock;
    const ours = [
      'log.jsonl',
      'checkpoint/00000050.safetensors',
      'configurations/00000050.lime',
      'configurations/00000060.safetensors',
      '.a.7.pending',
    ];
    const others = ['thesis.tex', 'configurations/best.lime'];
    for (const name of ['checkpoint', 'configurations']) mkdirSync(join(folder, name));
    for (const name of [...ours, ...others]) writeFileSync(join(folder, name), 'old');
    expect(() => claimFolder(folder, 'replace', 'new')).toThrow(/in use: .*lock\.1 is held by process/);
    lock.release();
    claimFolder(folder, 'replace', 'new').release();
    expect(readdirSync(folder).sort()).toEqual(['configurations', 'params.toml', 'thesis.tex']);
    expect(readdirSync(join(folder, 'configurations'))).toEqual(['best.lime']);
    expect(readFileSync(join(folder, 'params.toml'), 'utf8')).toBe('new');
  });

  test('a folder that takes no others is a sentence', () => {
    expect(() => claimFolder('/proc/run', 'refuse', '')).toThrow(/^The output folder \/proc\/run cannot be used: /);
  });

  test('a file in the way is a sentence', () => {
    writeFileSync(join(base, 'file'), '');
    for (const place of ['file', 'file/below']) {
      expect(() => claimFolder(join(base, place), 'refuse', '')).toThrow(/cannot be used: a file is in its place/);
    }
  });
});
