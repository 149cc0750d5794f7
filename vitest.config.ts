import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'studio/**/*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    // All cores: by default one is left for an editor, which halves the speed on two.
    maxWorkers: '100%',
  },
});
