/** What the folder of compiled kernels gives back is whole, or nothing. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cacheFolder, LibraryCache } from './libraryCache.ts';

const root = mkdtempSync(join(tmpdir(), 'cask-test-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folderNamed = (name: string) => cacheFolder({ CASK_CACHE: join(root, name) })!;

function kept(cache: LibraryCache, source: string, content: string): string {
  const made = cache.newName();
  writeFileSync(made, content);
  return cache.keep(made, source);
}

test('a library is found by its source, its compiler and nothing else', () => {
  const folder = folderNamed('found');
  const cache = new LibraryCache(folder, 'compiler');
  expect(cache.find('int x;')).toBeUndefined();
  const path = kept(cache, 'int x;', 'library');
  expect(cache.find('int x;')).toBe(path);
  expect(readFileSync(path, 'utf8')).toMatch(/^library/);
  expect(cache.find('int y;')).toBeUndefined();
  expect(new LibraryCache(folder, 'another compiler').find('int x;')).toBeUndefined();
});

test.each<[string, (path: string) => void]>([
  ['cut off', path => truncateSync(path, 20)],
  ['empty', path => truncateSync(path, 0)],
  ['longer than it was', path => appendFileSync(path, 'x')],
  ['changed', path => writeFileSync(path, readFileSync(path).fill(65, 2, 3))],
])('a file that is %s is not given back, and made anew', (_, damage) => {
  const cache = new LibraryCache(folderNamed('damaged'), 'compiler');
  damage(kept(cache, 'source', 'library of some length'));
  expect(cache.find('source')).toBeUndefined();
  expect(existsSync(kept(cache, 'source', 'library'))).toBe(true);
  expect(cache.find('source')).toBeDefined();
});

test('two that make the same library leave one', () => {
  const folder = folderNamed('twice');
  const [one, two] = [new LibraryCache(folder, 'compiler'), new LibraryCache(folder, 'compiler')];
  const names = [one.newName(), two.newName()];
  for (const name of names) writeFileSync(name, 'library');
  expect(one.keep(names[0], 'source')).toBe(two.keep(names[1], 'source'));
  expect(readdirSync(folder)).toHaveLength(1);
  expect(one.find('source')).toBeDefined();
});

test('files that an ended process left are removed after an hour, those being made now are not', () => {
  const folder = folderNamed('tidy');
  const cache = new LibraryCache(folder, 'compiler');
  const [old, fresh] = [cache.newName(), cache.newName()];
  for (const name of [old, fresh]) writeFileSync(name, '');
  const yesterday = new Date(Date.now() - 86_400_000);
  utimesSync(old, yesterday, yesterday);
  cache.tidy();
  expect([old, fresh].map(existsSync)).toEqual([false, true]);
});

test('where the folder cannot be made, libraries go with the process', () => {
  writeFileSync(join(root, 'file'), '');
  const folder = cacheFolder({ CASK_CACHE: join(root, 'file') })!;
  expect(folder.startsWith(tmpdir())).toBe(true);
  expect(existsSync(folder)).toBe(true);
});

test('a note is kept for one compiler, and the first one stays', () => {
  const folder = folderNamed('notes');
  expect(new LibraryCache(folder, 'compiler').keepNote('width', '64')).toBe('64');
  expect(new LibraryCache(folder, 'compiler').keepNote('width', '32')).toBe('64');
  expect(new LibraryCache(folder, 'compiler').readNote('width')).toBe('64');
  expect(new LibraryCache(folder, 'another').readNote('width')).toBeUndefined();
});
