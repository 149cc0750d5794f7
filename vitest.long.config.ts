// The tests that take minutes: physics within errors, the packed tarball. Run them with `npm run test:long`.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/long/**/*.long.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60 * 60 * 1000,
    hookTimeout: 10 * 60 * 1000,
    env: { CASK_CACHE: join(tmpdir(), 'cask-test-cache') },
  },
});
