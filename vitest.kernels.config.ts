// Every kernel of every room on every back end, with its adjoint, and whether 256 bits wide; where there is an OpenCL device also
// there, with whole runs and a look at races by Oclgrind. Run with `npm run test:kernels`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/everyKernel*.test.ts', 'test/device/*.kernels.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // On an OpenCL device as well, where there is one.
    env: { CASK_TEST_OPENCL: 'yes' },
    maxWorkers: '100%',
  },
});
