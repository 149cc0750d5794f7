import { expect, test } from 'vitest';
import { callMain } from '../../../test/cli/callMain.ts';
import { examples } from './examples.ts';

const commands = Object.entries(examples);

test.each(commands)('cask %s: each example names the command and only flags that it has', async (name, lines) => {
  const { code, stdout } = await callMain([name, '--help']);
  expect(code).toBe(0);
  const flags = new Set([...stdout.matchAll(/--[\w-]+/g)].map(([flag]) => flag));
  for (const [line] of lines) {
    // A launcher such as mpirun may come first, and has flags of its own.
    const [, command, ...words] = line.slice(line.search(/\bcask /)).split(' ');
    expect(command, line).toBe(name);
    for (const word of words.filter(part => part.startsWith('--'))) expect(flags, line).toContain(word.split('=')[0]);
    expect(stdout).toContain(line);
  }
});

test('every command has examples in its help, and help COMMAND prints the same', async () => {
  const { stdout } = await callMain(['--help']);
  const listed = [
    ...stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('A first run')).matchAll(/^ {2}(\w+)/gm),
  ].map(([, name]) => name);
  expect(listed.length).toBeGreaterThan(10);
  for (const name of listed.filter(one => one !== 'help')) {
    const help = await callMain([name, '--help']);
    expect(help.stdout, name).toMatch(/Examples:|Switch it on/);
    expect((await callMain(['help', name])).stdout).toBe(help.stdout);
  }
});
