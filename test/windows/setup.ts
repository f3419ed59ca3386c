import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {cache, canRun32Bit, keepServer, stopWine, workFolder} from './helpers/wine.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const app = path.join(cache, 'app');

/**
 * Puts into .cache/windows/app/ what the tests run: the built program, the programs of the tests, and the target. Ends
 * Wine at the end.
 */
export async function setup(): Promise<() => void> {
	stopWine();
	rmSync(workFolder, {recursive: true, force: true});
	mkdirSync(workFolder, {recursive: true});
	rmSync(path.join(app, 'distribution'), {recursive: true, force: true});
	cpSync(path.join(root, 'distribution'), path.join(app, 'distribution'), {recursive: true});
	await build({
		entryPoints: {
			'sample-self': path.join(here, 'programs/sample-self.ts'),
			'watch-self': path.join(here, 'programs/watch-self.ts'),
			// Beside the program that starts it, as in the built one.
			'sampler-worker': path.join(root, 'source/sampler/worker.ts'),
		},
		outdir: path.join(app, 'programs'),
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node22.18',
		external: ['koffi'],
		logLevel: 'warning',
	});
	compileTarget('x86_64-w64-mingw32-gcc', 'known-allocations.exe');
	if (canRun32Bit) {
		compileTarget('i686-w64-mingw32-gcc', 'known-allocations-32.exe');
	}

	keepServer();
	return stopWine;
}

function compileTarget(compiler: string, program: string): void {
	const source = path.join(here, 'targets/known-allocations.c');
	execFileSync(compiler, ['-municode', '-std=c17', '-Os', '-s', '-o', path.join(app, program), source]);
}
