import {readFileSync} from 'node:fs';

/**
 * Points `new URL('./worker.ts', import.meta.url)` at the built file: esbuild bundles what is imported, and leaves
 * addresses alone. `files` maps what stands in the source to what stands in distribution/.
 */
export function workerUrl(files) {
	return {
		name: 'worker-url',
		setup(build) {
			build.onLoad({filter: /source[\\/]sampler[\\/][^\\/]+\.ts$/}, ({path}) => {
				let contents = readFileSync(path, 'utf8');
				for (const [source, built] of Object.entries(files)) {
					contents = contents.replaceAll(
						`new URL('${source}', import.meta.url)`,
						`new URL('${built}', import.meta.url)`,
					);
				}

				return {contents, loader: 'ts'};
			});
		},
	};
}
