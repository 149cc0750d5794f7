// The studio in a browser: needs a Chromium on the machine. Run with `npm run test:studio`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/studio/**/*.browser.ts'],
    expect: { requireAssertions: true },
    testTimeout: 5 * 60 * 1000,
    hookTimeout: 5 * 60 * 1000,
    fileParallelism: false,
  },
});
