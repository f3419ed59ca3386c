/**
 * Builds distribution/: cli.js, which any Node can read; main.js, which is all the rest in one file, since finding and
 * opening twenty would take longer than reading it; and sampler-worker.js, which is started as a thread. What is imported
 * when it is needed is in main.js too, and does not run before.
 * Plain JavaScript, because the Node of the machine may be too old for TypeScript.
 */
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {entryImport} from './bundle/entry-import.mjs';
import {lazyBuiltins} from './bundle/lazy-builtins.mjs';
import {lazyKoffi} from './bundle/lazy-koffi.mjs';
import {collectLicenses} from './bundle/licenses.mjs';
import {oneStringWidth} from './bundle/one-string-width.mjs';
import {packagePatches} from './bundle/package-patches.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const distribution = path.join(root, 'distribution');
// Built beside and moved into place, so that a build that fails leaves the last good one.
const fresh = path.join(root, '.cache', `distribution-${process.pid}`);

const shared = {
	absWorkingDir: root,
	bundle: true,
	platform: 'node',
	format: 'esm',
	minify: true,
	// licenses.txt has the whole texts.
	legalComments: 'none',
	outdir: fresh,
};

async function buildAll() {
	mkdirSync(fresh, {recursive: true});
	await build({
		...shared,
		entryPoints: {cli: 'source/cli.tsx'},
		// Old enough that every Node which could start this file gets as far as the sentence that says it is too old.
		target: 'es2017',
		supported: {'dynamic-import': true},
		plugins: [entryImport('./main.js')],
	});
	const {metafile} = await build({
		...shared,
		entryPoints: {main: 'source/commands/main.ts', 'sampler-worker': 'source/sampler/worker.ts'},
		target: 'node22.18',
		metafile: true,
		// React has a development build, which is slower by a third.
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [oneStringWidth(root), packagePatches(), lazyBuiltins(), lazyKoffi()],
	});
	writeFileSync(path.join(fresh, 'licenses.txt'), collectLicenses(root, Object.keys(metafile.inputs)));
	rmSync(distribution, {recursive: true, force: true});
	renameSync(fresh, distribution);
}

try {
	await buildAll();
} catch (error) {
	rmSync(fresh, {recursive: true, force: true});
	// esbuild has printed what is wrong in a source; all else is said here.
	if (!Array.isArray(error.errors)) {
		console.error(error.message);
	}

	process.exitCode = 1;
}
