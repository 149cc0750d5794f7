// The studio in a browser: needs a Chromium on the machine. Run with `npm run test:studio`,
// or `npm run test:studio:all` for every preset and experiment too.
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/studio/**/*.browser.ts', ...(mode === 'all' ? ['test/studio/**/*.browserAll.ts'] : [])],
    reporters: ['verbose'],
    expect: { requireAssertions: true },
    testTimeout: 5 * 60 * 1000,
    hookTimeout: 5 * 60 * 1000,
    fileParallelism: false,
    // A browser on a busy machine may lose a click or its connection; what fails twice more is a fault.
    retry: 2,
  },
}));
