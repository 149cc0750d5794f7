import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that look at the state of modules as a program finds it at its start. */
const alone = [
  'src/*/everyKernel*.test.ts',
  'src/kernel/ir/program.test.ts',
  'src/kernel/machine/choose.test.ts',
  'test/faults/planted.test.ts',
];

// Every kernel of every room on every back end is a matter of `npm run test:kernels`; a sample of rooms stays.
const exclude = [...configDefaults.exclude, '{src/{gauge,network,fermion},test/wide}/everyKernel*.test.ts'];

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    // Compiled kernels stay between runs, and out of the folder of the user.
    env: { CASK_CACHE: join(tmpdir(), 'cask-test-cache') },
    // All cores: by default one is left for an editor, which halves the speed on two.
    maxWorkers: '100%',
    // Modules are loaded once per worker, not once per file: a third of the time.
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'studio/**/*.test.ts'],
          exclude: [...exclude, ...alone],
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude } },
    ],
  },
});
