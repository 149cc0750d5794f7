/** What a run file may say of its first configuration, and of other files, is looked at before anything is created. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callMain } from './callMain.ts';
import { goodFile } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const out = join(base, 'out');
const file = join(base, 'run.toml');
const choices =
  'expected "cold", "hot", "instanton", "antiinstanton", "flux", or a file that exists, seen from the current folder';
const line = goodFile.split('\n').findIndex(text => text.startsWith('from')) + 1;

async function started(from: string) {
  writeFileSync(file, goodFile.replace('from = "hot"', `from = ${JSON.stringify(from)}`));
  const answers = [await callMain(['run', file, '--out', out]), await callMain(['check', file, '--no-preflight'])];
  expect(readdirSync(base)).toEqual(['run.toml']);
  return answers;
}

test.each([
  ['codl', `${choices}; did you mean "cold"?`],
  ['Hot', `${choices}; did you mean "hot"?`],
  ['instnaton', `${choices}; did you mean "instanton"?`],
  ['configs/old.lime', choices],
  ['hot.lime', choices],
  ['somewhere', choices],
])('start.from = "%s"', async (from, sentence) => {
  for (const { code, stderr, calls } of await started(from)) {
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${file}:${line}: \`start.from\` is ${JSON.stringify(from)}; ${sentence}\n`,
    });
    expect(calls.requests).toEqual([]);
  }
});

test('both files may be missing, each in its line', async () => {
  const text = goodFile
    .replace('from = "hot"', 'from = "codl"')
    .replace('blocks = 2', 'blocks = 2\nweights = "w.json"');
  writeFileSync(file, text);
  const { code, stderr } = await callMain(['run', file, '--out', out]);
  expect(code).toBe(2);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('`start.from` is "codl"'),
    expect.stringMatching(
      /:\d+: `network\.weights` is "w\.json"; expected a file that exists, seen from the current folder$/,
    ),
  ]);
});
