/**
 * Leaves koffi, a native add-on, to be found as a package, but not before a sampler is loaded: esbuild would import it at
 * the top of the file, also for --help, and that takes 10 ms.
 */
export function lazyKoffi() {
	return {
		name: 'lazy-koffi',
		setup(build) {
			build.onResolve({filter: /^koffi$/}, () => ({path: 'koffi', namespace: 'package-at-run-time'}));
			build.onLoad({filter: /./, namespace: 'package-at-run-time'}, ({path}) => ({
				contents: `import {createRequire} from 'node:module';
export default createRequire(import.meta.url)(${JSON.stringify(path)});`,
			}));
		},
	};
}
