/** The TypeScript listings of a page, as files that import from the sources. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export function listingsOf(page: string): string[] {
  return [...readFileSync(fromRoot(page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);
}

export function writeListing(file: string, text: string): void {
  const imported = (_: string, room = '') => `'${fromRoot(`src${room}/index.ts`)}'`;
  writeFileSync(file, text.replaceAll(/'cask-lqcd(\/[\w/]+)?'/g, imported));
}

/** What a strict compiler says, after the name of the file. */
export function complaintsAbout(files: readonly string[]): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(fromRoot('tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    fromRoot('.'),
  );
  const program = ts.createProgram(files, { ...options, types: [], rewriteRelativeImportExtensions: false });
  return files.flatMap(file => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}

/** The lines that it prints. */
export function linesPrintedBy(file: string): string[] {
  return execFileSync(fromRoot('node_modules/.bin/node'), [file], { encoding: 'utf8' }).trim().split('\n');
}
