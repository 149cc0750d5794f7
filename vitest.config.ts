import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'studio/**/*.test.ts'],
    // Every kernel of every room on every back end is a matter of `npm run test:kernels`; a sample of rooms stays.
    exclude: [...configDefaults.exclude, 'src/{gauge,network,fermion}/everyKernel*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    // Compiled kernels stay between runs, and out of the folder of the user.
    env: { CASK_CACHE: join(tmpdir(), 'cask-test-cache') },
    // All cores: by default one is left for an editor, which halves the speed on two.
    maxWorkers: '100%',
  },
});
