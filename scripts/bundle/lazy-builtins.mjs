import {builtinModules} from 'node:module';

/**
 * Takes Node's own modules through `process.getBuiltinModule` (Node 22.3), where the bundle would import them. An import
 * of a built-in reads every property it has: `node:process` opens stdin, stdout and stderr, `node:fs` loads streams and
 * promises, 10 to 20 ms before the first line runs.
 */
export function lazyBuiltins() {
	const names = new Set(builtinModules);
	return {
		name: 'lazy-builtins',
		setup(build) {
			build.onResolve({filter: /^(node:)?[a-z_/]+$/}, ({path}) => {
				const name = path.replace(/^node:/, '');
				return path.startsWith('node:') || names.has(name) ? {path: name, namespace: 'builtin'} : undefined;
			});
			build.onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({
				contents:
					path === 'process'
						? 'module.exports = process;'
						: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
				loader: 'js',
			}));
		},
	};
}
