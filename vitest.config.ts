import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    // What a page shows in a moment may take seconds where both cores are busy; a second, the default, is too short.
    expect: { poll: { timeout: 15_000 } },
  },
});
