import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the sources of the target programs are. */
export const targetSources = path.join(root, 'test/targets');

const cache = path.join(root, '.cache/targets');

/** Whether a program can be started by its name alone. */
export function isInstalled(command: string): boolean {
	return spawnSync(command, ['--version'], {stdio: 'ignore'}).error === undefined;
}

/** Whether the loader finds a library by its name: it says on standard error what it cannot load, and goes on. */
export function canLoad(library: string): boolean {
	return spawnSync('true', {env: {...process.env, LD_PRELOAD: library}}).stderr?.length === 0;
}

/** A C program of test/targets: one file, or all .c files of a folder. Gives the path of the compiled program. */
export function compileC(source: string, ...flags: readonly string[]): string {
	const full = path.join(targetSources, source);
	const files = source.endsWith('.c') ? [full] : readdirSync(full).map(name => path.join(full, name));
	const compiler = ['-O1', '-Wall', '-Wextra', '-Werror', '-pthread', ...flags];
	const folder = cached(path.basename(source, '.c'), files, compiler, output => {
		execFileSync('gcc', [
			...compiler,
			'-o',
			path.join(output, 'program'),
			...files.filter(file => file.endsWith('.c')),
		]);
	});
	return path.join(folder, 'program');
}

/** A Java class of test/targets. Gives the class path. */
export function compileJava(source: string): string {
	const full = path.join(targetSources, source);
	return cached(path.basename(source, '.java'), [full], [], output => {
		execFileSync('javac', ['-d', output, full]);
	});
}

/** A Go program of test/targets. Gives the path of the compiled program. */
export function compileGo(source: string): string {
	const full = path.join(targetSources, source);
	const folder = cached(path.basename(source, '.go'), [full], [], output => {
		execFileSync('go', ['build', '-o', path.join(output, 'program'), full], {
			env: {...process.env, GOCACHE: path.join(output, 'cache'), GOFLAGS: '-mod=mod'},
		});
	});
	return path.join(folder, 'program');
}

/** Makes a folder once for what it is made from. Two that make it at once both end with the one that was first. */
function cached(
	name: string,
	files: readonly string[],
	flags: readonly string[],
	make: (output: string) => void,
): string {
	const hash = createHash('sha256').update(flags.join(' '));
	for (const file of files) {
		hash.update(readFileSync(file));
	}

	const folder = path.join(cache, `${name}-${hash.digest('hex').slice(0, 12)}`);
	if (existsSync(folder)) {
		return folder;
	}

	mkdirSync(cache, {recursive: true});
	const unfinished = mkdtempSync(path.join(cache, 'unfinished-'));
	try {
		make(unfinished);
		renameSync(unfinished, folder);
	} catch (error) {
		rmSync(unfinished, {recursive: true, force: true});
		if (!existsSync(folder)) {
			throw error;
		}
	}

	return folder;
}
