#!/usr/bin/env node
// Starts cask with Node 24 or newer: with this one, or with the one that is installed beside the sources.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const neededMajor = 24;
const fromRoot = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

// In the repository the sources, in the published package (which has none) the compiled files.
const source = fromRoot('src/cli/cli.ts');
const program = existsSync(source) ? source : fromRoot('dist/cli/cli.js');
const packagedNode = fromRoot('node_modules/.bin/node');

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
} else if (existsSync(packagedNode)) {
  const child = spawn(packagedNode, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', error => {
    console.error(`${packagedNode} cannot be started: ${error.message}.`);
    process.exitCode = 1;
  });
  child.on('exit', code => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(
    `This is Node ${process.versions.node}; cask needs Node ${neededMajor} or newer, see https://nodejs.org.`,
  );
  process.exitCode = 2;
}
