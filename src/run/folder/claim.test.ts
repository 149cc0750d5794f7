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
    const folder = claimFolder(join(base, 'a/b'), 'refuse', 'x = 1');
    expect(readFileSync(join(folder, 'params.toml'), 'utf8')).toBe('x = 1');
  });

  test('takes an empty folder, refuses one that holds something', () => {
    mkdirSync(join(base, 'run'));
    expect(claimFolder(join(base, 'run'), 'refuse', '')).toBe(join(base, 'run'));
    expect(() => claimFolder(join(base, 'run'), 'refuse', '')).toThrow(
      /already holds something; expected a new or empty/,
    );
    expect(() => refuseTakenFolder(join(base, 'run'), 'refuse')).toThrow(/--out/);
  });

  test('counts up, so that no two runs share a folder', () => {
    const folders = [1, 2, 3].map(() => claimFolder(join(base, 'run'), 'number', ''));
    expect(folders).toEqual([join(base, 'run'), join(base, 'run-2'), join(base, 'run-3')]);
  });

  test('replaces the files of a run and leaves those of others alone', () => {
    const folder = claimFolder(join(base, 'run'), 'refuse', 'old');
    writeFileSync(join(folder, 'log.jsonl'), 'old');
    writeFileSync(join(folder, 'thesis.tex'), 'precious');
    claimFolder(folder, 'replace', 'new');
    expect(readdirSync(folder).sort()).toEqual(['params.toml', 'thesis.tex']);
    expect(readFileSync(join(folder, 'params.toml'), 'utf8')).toBe('new');
  });

  test('a file in the way is a sentence', () => {
    writeFileSync(join(base, 'file'), '');
    for (const place of ['file', 'file/below']) {
      expect(() => claimFolder(join(base, place), 'refuse', '')).toThrow(/cannot be used: a file is in its place/);
    }
  });
});
