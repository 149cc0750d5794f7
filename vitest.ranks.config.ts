// Many ranks against one: needs MPI. Run with `npm run test:ranks`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/ranks/**/*.ranks.ts'],
    reporters: ['verbose'],
    expect: { requireAssertions: true },
    fileParallelism: false,
  },
});
