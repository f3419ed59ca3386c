import {defineConfig} from 'vitest/config';

/** What only Wine can run: `npm run test:windows`. */
export default defineConfig({
	test: {
		include: ['test/windows/**/*.wine.ts'],
		globalSetup: ['test/windows/setup.ts'],
		// One prefix, and two processors at most.
		fileParallelism: false,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
