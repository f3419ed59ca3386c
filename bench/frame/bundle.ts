import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Gives the address of a module of this folder as Node can load it, since Node reads no JSX. Packages stay outside, so
 * that all that is compared runs on one Ink.
 */
export async function bundle(name: string): Promise<string> {
	const outfile = path.join(root, '.cache/bench', `${name}.mjs`);
	await build({
		entryPoints: [path.join(import.meta.dirname, `${name}.tsx`)],
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		target: 'node22',
		jsx: 'automatic',
		logLevel: 'warning',
	});
	return pathToFileURL(outfile).href;
}
