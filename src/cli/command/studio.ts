/** `cask studio [DIR…]`: the studio in a browser, with the runs of these folders. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Command, InvalidArgumentError } from 'commander';
import { InputError } from '../../runfile/input/problem.ts';
import { RunError } from '../../simulation/driver.ts';
import type { Output } from '../progress/display.ts';
import { studioServer } from '../studio/server.ts';
import { siteFiles } from '../studio/site.ts';
import type { RunContext } from './run.ts';

interface StudioFlags {
  readonly host: string;
  readonly port: number;
  readonly open: boolean;
}

/** Adds the command to the program. */
export function addStudio(cask: Command, stdout: Output, signals: RunContext['signals']): void {
  cask
    .command('studio')
    .description('open the studio in a browser: a laboratory, experiments, and the runs of these folders, read-only')
    .argument('[DIR...]', 'folders that hold run folders; by default runs, where there is one')
    .option('--port <N>', 'port; 0 takes a free one', port, 0)
    .option('--host <ADDRESS>', 'address to listen on; others than this machine can then reach it', '127.0.0.1')
    .option('--no-open', 'print the address and open no browser')
    .action((folders: string[], flags: StudioFlags) => serveStudio(folders, flags, stdout, signals));
}

/** @throws InputError for folders that are none, RunError where the port cannot be had */
async function serveStudio(
  named: readonly string[],
  { host, port: wanted, open }: StudioFlags,
  stdout: Output,
  signals: RunContext['signals'],
): Promise<void> {
  const folders = named.length > 0 ? named : existsSync('runs') ? ['runs'] : [];
  const missing = folders.filter(folder => !existsSync(folder) || !statSync(folder).isDirectory());
  if (missing.length > 0) throw new InputError(missing.map(folder => `${folder} is no folder.`));
  const hosts = new Set<string>();
  const { server, guard } = studioServer({ folders, site: siteFiles(), hosts });
  await new Promise<void>((resolve, reject) => {
    server.once('error', error =>
      reject(new RunError(`The studio cannot listen on ${host}:${wanted}: ${error.message}.`)),
    );
    server.listen(wanted, host, resolve);
  });
  const { port: given } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  for (const known of ['127.0.0.1', 'localhost', '[::1]', name]) hosts.add(`${known}:${given}`);
  const address = `http://${name}:${given}/?token=${guard.token}`;
  stdout.write(`Cask Studio: ${address}\n`);
  stdout.write('The address can be used once. Ctrl-C ends the studio; runs go on.\n');
  if (open) openBrowser(address);
  await new Promise<void>(resolve => {
    const end = () => {
      server.closeAllConnections();
      server.close(() => resolve());
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) signals.on(signal, end);
  });
}

function openBrowser(address: string): void {
  const [program, ...options] = { darwin: ['open'], win32: ['explorer'] }[process.platform as string] ?? ['xdg-open'];
  // Where there is no browser the address is on the screen.
  spawn(program, [...options, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw new InvalidArgumentError('Expected an integer from 0 to 65535.');
}
