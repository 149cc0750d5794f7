/** Completion for shells knows every command and option, and bash agrees. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { callMain } from './callMain.ts';

const commands = ['run', 'new', 'check', 'keys', 'completion'];

test.each(['bash', 'zsh', 'fish'])('%s: every command, options, words of options', async shell => {
  const { code, stdout } = await callMain(['completion', shell]);
  expect(code).toBe(0);
  for (const word of [...commands, 'no-preflight', 'wasm256', 'su2-slhmc-cask']) expect(stdout).toContain(word);
  const syntax = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
  if (syntax.error === undefined) expect(syntax.stderr).toBe('');
});

test('bash completes', async context => {
  const { stdout } = await callMain(['completion', 'bash']);
  const ask = (words: readonly string[]) =>
    spawnSync(
      'bash',
      [
        '-c',
        `${stdout}\nCOMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _cask; echo "\${COMPREPLY[@]}"`,
      ],
      { encoding: 'utf8', cwd: '/' },
    );
  if (ask(['cask', 'r']).error) return context.skip('no bash here');
  expect(ask(['cask', 'ch']).stdout.trim()).toBe('check');
  expect(ask(['cask', 'run', '--machine', 'was']).stdout.trim()).toBe('wasm128 wasm256');
  expect(ask(['cask', 'new', '--preset', 'su3']).stdout.trim()).toBe('su3-pure-gauge');
});

test('an unknown shell is bad input', async () => {
  expect(await callMain(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('bash, zsh, fish'),
  });
});
