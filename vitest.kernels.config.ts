// Every kernel of every room on every back end, with its adjoint, and whether 256 bits wide; where there is a device for OpenCL or
// WebGPU also there, with whole runs and a look at races by Oclgrind. Run with `npm run test:kernels`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/everyKernel*.test.ts', 'test/device/*.kernels.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // On devices as well, where there are some.
    env: { CASK_TEST_DEVICES: process.env.CASK_TEST_DEVICES ?? 'opencl,webgpu' },
    maxWorkers: '100%',
  },
});
