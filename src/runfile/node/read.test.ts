import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/cli/temporaryFolder.ts';
import { readText } from './read.ts';

test('a pipe in the file system is refused at once, and not waited for', context => {
  const pipe = join(temporaryFolder(), 'run.toml');
  if (spawnSync('mkfifo', [pipe]).status !== 0) context.skip('mkfifo is not there.');
  expect(() => readText(pipe)).toThrow(`${pipe} is a pipe, which may never be written to; expected a TOML file.`);
});
