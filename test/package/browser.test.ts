/** The library runs where there is no Node: bundled for a browser it needs none of Node's modules. */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** All that runs in a page: the library, and what reads, makes, checks, analyses and shows a run. */
const rooms = ['catalogue', 'runfile', 'simulation', 'laws', 'analysis', 'report'];

/** Bytes before compression, which leaves a quarter, of what a page loads first; the catalogue follows on demand. */
const largestBundle = 300_000;

async function bundle(input: string | string[], external: RegExp[]) {
  const warnings: string[] = [];
  const build = await rolldown({
    input,
    platform: 'browser',
    external: [/^node:/, ...external],
    onLog: (_, { message }) => warnings.push(message),
  });
  const { output } = await build.generate({ format: 'esm', minify: true, comments: false });
  await build.close();
  const chunks = output.filter(part => part.type === 'chunk');
  const first = new Set(chunks.filter(part => part.isEntry));
  // A set that grows while it is walked: what the entries import, and so on.
  for (const { imports } of first) for (const part of chunks) if (imports.includes(part.fileName)) first.add(part);
  const bytes = [...first].reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
  return { bytes, imported: chunks.flatMap(part => [...part.imports, ...part.dynamicImports]), warnings };
}

const foreign = (name: string) => name.startsWith('node:') || !name.endsWith('.js');

test('the library is at most 300 kB besides zod and the catalogue, and asks for nothing of Node', async () => {
  const { bytes, imported, warnings } = await bundle(source('index.ts'), [/^zod/]);
  expect(warnings).toEqual([]);
  expect(imported.filter(foreign).filter(name => name !== 'zod')).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(largestBundle);
});

test('so do the rooms that read, make, check, analyse and show a run', async () => {
  const { imported, warnings } = await bundle(
    rooms.map(room => source(`${room}/index.ts`)),
    [],
  );
  expect(warnings).toEqual([]);
  expect(imported.filter(foreign)).toEqual([]);
});
