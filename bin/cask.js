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
// Beside the sources, or beside this package in the project that depends on it.
const nodes = [fromRoot('node_modules/.bin/node'), fromRoot('../.bin/node'), fromRoot('../node/bin/node')];
// A package that was installed for all projects lies in lib/node_modules of npm's prefix.
const isGlobal = /[\\/]lib[\\/]node_modules[\\/]/.test(import.meta.url) && !existsSync(source);
const packagedNode = nodes.find(existsSync);

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
} else if (packagedNode !== undefined) {
  // The channel closes when this process is killed, which tells the other one to stop.
  const child = spawn(packagedNode, [program, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
  for (const signal of passedOn) process.on(signal, () => child.kill(signal));
  child.on('error', error => {
    console.error(`${packagedNode} cannot be started: ${error.message}.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal === null) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
} else {
  console.error(
    `This is Node ${process.versions.node}; cask needs Node ${neededMajor} or newer. This brings one, for cask alone: ` +
      `npm install node@${neededMajor}${isGlobal ? ' --global' : ''}`,
  );
  process.exitCode = 2;
}
