// Every kernel of every room on every back end, with its adjoint; OpenCL included, where there is a device; and whether 256 bits
// wide. Run with `npm run test:kernels`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/everyKernel*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    // On an OpenCL device as well, where there is one.
    env: { CASK_TEST_OPENCL: 'yes' },
    maxWorkers: '100%',
  },
});
