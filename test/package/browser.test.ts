/** The library runs where there is no Node: bundled for a browser it needs none of Node's modules. */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** All that runs in a page: the library, and what reads, makes, checks, analyses and shows a run. */
const rooms = ['catalogue', 'runfile', 'simulation', 'laws', 'analysis', 'report'];

/** Bytes before compression, which leaves a quarter; the catalogue of observables is part of it. */
const largestBundle = 326_000;

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
  const code = output.flatMap(part => (part.type === 'chunk' ? [part.code] : []));
  const imported = output.flatMap(part => (part.type === 'chunk' ? [...part.imports, ...part.dynamicImports] : []));
  return { bytes: Buffer.byteLength(code.join('')), imported, warnings };
}

test('the library is one file of at most 326 kB besides zod, and asks for nothing of Node', async () => {
  const { bytes, imported, warnings } = await bundle(source('index.ts'), [/^zod/]);
  expect(warnings).toEqual([]);
  expect(imported.filter(name => name !== 'zod')).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(largestBundle);
});

test('so do the rooms that read, make, check, analyse and show a run', async () => {
  const { imported, warnings } = await bundle(
    rooms.map(room => source(`${room}/index.ts`)),
    [],
  );
  expect(warnings).toEqual([]);
  expect(imported.filter(name => name.startsWith('node:') || !name.endsWith('.js'))).toEqual([]);
});
