import {defineConfig} from 'vitest/config';

export default defineConfig({
	// With NODE_ENV=production React has no development JSX, which Vite's transform would ask for.
	oxc: {jsx: {runtime: 'automatic', development: false}},
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Real processes are started and stopped, so a test may wait for a JVM on a loaded machine.
		testTimeout: 30_000,
		hookTimeout: 60_000,
		env: {NODE_ENV: 'production', FORCE_COLOR: '0'},
	},
});
