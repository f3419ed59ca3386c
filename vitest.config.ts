import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Real processes are started and stopped, so a test may wait for a JVM on a loaded machine.
		testTimeout: 30_000,
		hookTimeout: 60_000,
		env: {NODE_ENV: 'production', FORCE_COLOR: '0'},
	},
});
