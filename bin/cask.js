#!/usr/bin/env node
// Starts cask with Node 24 or newer: with this one, or with the one that is installed beside the sources.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import * as modules from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
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

// Node keeps what it has compiled of the program, which halves the time to load it. Threads and children find
// the folder in their environment.
const compiled = process.env.NODE_COMPILE_CACHE ?? folderOfModules();
if (compiled !== undefined) process.env.NODE_COMPILE_CACHE = compiled;

/** Where compiled modules are kept, if that can be written to. Step by step: Node's own way hangs where it may not. */
function folderOfModules() {
  const { CASK_CACHE: own, XDG_CACHE_HOME: common } = process.env;
  const caches = common || join(homedir(), '.cache');
  const cask = own || join(caches, 'cask');
  const folder = join(cask, 'modules');
  try {
    for (const step of own ? [cask, folder] : [caches, cask, folder]) {
      if (!existsSync(step)) mkdirSync(step, 0o700);
    }
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch {
    return undefined;
  }
}

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  if (compiled !== undefined) modules.enableCompileCache(compiled);
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
