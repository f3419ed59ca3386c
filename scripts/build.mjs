/**
 * Builds distribution/: cli.js, which any Node can read, main.js with what it loads, and sampler-worker.js.
 * Plain JavaScript, because the Node of the machine may be too old for TypeScript.
 */
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {aliasPackages} from './bundle/alias-packages.mjs';
import {entryImport} from './bundle/entry-import.mjs';
import {lazyBuiltins} from './bundle/lazy-builtins.mjs';
import {collectLicenses} from './bundle/licenses.mjs';
import {packagePatches} from './bundle/package-patches.mjs';
import {workerUrl} from './bundle/worker-url.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const distribution = path.join(root, 'distribution');
// Built beside and moved into place, so that a build that fails or is stopped leaves the last good one.
const fresh = path.join(root, 'distribution.new');

rmSync(fresh, {recursive: true, force: true});
mkdirSync(fresh);

const shared = {
	absWorkingDir: root,
	bundle: true,
	platform: 'node',
	format: 'esm',
	minify: true,
	// File names and lines in a stack trace are of no use to a user; names of functions are, to whoever reads a report.
	keepNames: false,
	legalComments: 'none',
	logLevel: 'warning',
	outdir: fresh,
};

await build({
	...shared,
	entryPoints: {cli: 'source/cli.tsx'},
	// Old enough that every Node which could start this file gets as far as the sentence that says it is too old.
	target: 'es2017',
	supported: {'dynamic-import': true, 'import-meta': true},
	plugins: [entryImport('./main.js')],
});

const {metafile} = await build({
	...shared,
	entryPoints: {main: 'source/commands/main.ts', 'sampler-worker': 'source/sampler/worker.ts'},
	target: 'node22.18',
	splitting: true,
	chunkNames: '[name]-[hash]',
	metafile: true,
	// koffi is a native add-on and stays a package.
	external: ['koffi'],
	define: {
		'process.env.NODE_ENV': '"production"',
		// With DEV=true in the environment, Ink looks for React's developer tools.
		'process.env.DEV': 'undefined',
	},
	plugins: [workerUrl({'./worker.ts': './sampler-worker.js'}), aliasPackages(root), packagePatches(), lazyBuiltins()],
});

writeFileSync(path.join(fresh, 'licenses.txt'), collectLicenses(root, Object.keys(metafile.inputs)));

rmSync(distribution, {recursive: true, force: true});
renameSync(fresh, distribution);
