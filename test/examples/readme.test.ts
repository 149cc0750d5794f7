/** The listings of the first page work as they stand: they satisfy a strict compiler, and they run. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const readme = readFileSync(fromRoot('README.md'), 'utf8');
const listings = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);

test('there are listings', () => {
  expect(listings.length).toBeGreaterThan(0);
});

describe.each(listings.map((text, index) => ({ index, text })))('listing $index', ({ text }) => {
  const file = join(temporaryFolder(), 'listing.mts');
  writeFileSync(
    file,
    text.replaceAll(/'cask-lqcd(\/[\w/]+)?'/g, (_, room = '') => `'${fromRoot(`src${room}/index.ts`)}'`),
  );

  test('satisfies a strict compiler', () => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(fromRoot('tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      fromRoot('.'),
    );
    const program = ts.createProgram([file], { ...options, types: [], rewriteRelativeImportExtensions: false });
    const source = program.getSourceFile(file);
    const complaints = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  test('runs', () => {
    const printed = execFileSync(fromRoot('node_modules/.bin/node'), [file], { encoding: 'utf8' });
    expect(printed.trim().split('\n')).toHaveLength(3);
  });
});
