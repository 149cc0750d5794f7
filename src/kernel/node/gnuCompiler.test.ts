/** What may go wrong with a compiler, and the sentence that says so. Compilers are scripts here. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gnuCompiler } from './gnuCompiler.ts';

const root = mkdtempSync(join(tmpdir(), 'cask-test-compilers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;

/** A compiler that answers as gcc 12 does when it is asked who it is, and then does what the script says. */
function compilerThat(
  script: string,
  macros = '#define __GNUC__ 12\n#define __GNUC_MINOR__ 2\n#define __VERSION__ "12.2"',
) {
  const [program, cache] = [join(root, `cc-${++count}`), join(root, `cache-${count}`)];
  const asked = `case "$*" in *-dM*) printf '%s\\n' '${macros.replaceAll('\n', "' '")}'; exit 0;; esac`;
  writeFileSync(program, `#!/bin/sh\n${asked}\n${script}\n`);
  chmodSync(program, 0o755);
  const found = gnuCompiler({ ...process.env, CC: program, CASK_CACHE: cache });
  if (typeof found === 'string') throw new Error(found);
  return { compiler: found.compiler, cache: join(cache, 'native') };
}

const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('a compiler that', () => {
  test.each([
    {
      what: 'finds a fault',
      script: 'cat > /dev/null; echo "<stdin>:1:5: error: what is this" >&2; exit 1',
      says: 'status 1: <stdin>:1:5: error: what is this.',
    },
    {
      what: 'has no room',
      script: 'cat > /dev/null; echo "cannot write: No space left on device" >&2; exit 1',
      says: 'No space left on device',
    },
    { what: 'does not read', script: 'exit 4', says: 'gcc 12.2 ended with status 4.' },
    { what: 'is killed', script: 'kill -9 $$', says: 'gcc 12.2 ended with SIGKILL.' },
    { what: 'makes nothing', script: 'cat > /dev/null', says: 'ENOENT' },
    {
      what: 'makes what is no library',
      script: `cat > /dev/null; while [ "$1" != -o ]; do shift; done; echo x > "$2"`,
      says: 'Failed to load',
    },
  ])('$what is quoted, and leaves nothing behind', async ({ script, says }) => {
    const { compiler, cache } = compilerThat(script);
    const source = 'int x;'.repeat(100_000);
    await expect(compiler.compile(source)).rejects.toThrow(says);
    expect(() => compiler.compileNow(source)).toThrow(says);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('knows no vectors is given those that every processor has', () => {
    expect(compilerThat('').compiler.vectorBytes).toEqual([16]);
  });
});

test('no compiler, or no folder, is a sentence', () => {
  const nowhere = { ...process.env, PATH: root, CASK_CACHE: join(root, 'cache') };
  expect(gnuCompiler({ ...nowhere, CC: '' })).toBe(
    'no C compiler answers here (tried cc, gcc, clang); install gcc or clang, or name one in CC.',
  );
  expect(gnuCompiler({ ...nowhere, CC: 'tcc -m64' })).toContain('(tried tcc -m64, cc, gcc, clang)');
});

const real = gnuCompiler({ ...process.env, CASK_CACHE: join(root, 'real') });

test.skipIf(typeof real === 'string')('the compiler of this computer makes code that is found again', async () => {
  if (typeof real === 'string') return;
  const { compiler } = real;
  const source = '__attribute__((visibility("default"))) void cask_run(char *m, unsigned d, unsigned t) {}';
  expect(compiler.known(source)).toBeUndefined();
  const made = await compiler.compile(source);
  expect(made.run(0, 0, 0)).toBeUndefined();
  expect(compiler.known(source)).toEqual(made);
});
