// Every kernel of every room on every back end, with its adjoint. Run with `npm run test:kernels`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/everyKernel*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    maxWorkers: '100%',
  },
});
