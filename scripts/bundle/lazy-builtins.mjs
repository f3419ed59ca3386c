import {builtinModules} from 'node:module';

/**
 * Takes Node's own modules through `process.getBuiltinModule` (Node 22.3), where the bundle would import them. An import
 * of a built-in reads every property it has, and many load something when they are first read: `node:process` opens
 * stdin, stdout and stderr, `node:util` loads its decoder, 10 to 20 ms before the first line of ours runs.
 */
export function lazyBuiltins() {
	const names = new Set(builtinModules);
	return {
		name: 'lazy-builtins',
		setup(build) {
			build.onResolve({filter: /^(node:)?[a-z\d_/]+$/}, ({path, kind}) => {
				const name = path.replace(/^node:/, '');
				if (!path.startsWith('node:') && !names.has(name)) {
					return undefined;
				}

				return {path: name, namespace: kind === 'require-call' ? 'required-builtin' : 'imported-builtin'};
			});
			build.onLoad({filter: /./, namespace: 'required-builtin'}, ({path}) => ({
				contents: `module.exports = ${takeBuiltin(path)};`,
			}));
			// A constant for each name that could be imported. Those that nobody imports are left out of the bundle, since
			// esbuild is told that making them changes nothing.
			build.onLoad({filter: /./, namespace: 'imported-builtin'}, ({path}) => ({
				contents: [
					`const builtin = /* @__PURE__ */ (() => ${takeBuiltin(path)})();`,
					'export default builtin;',
					...Object.keys(process.getBuiltinModule(`node:${path}`))
						.filter(name => name !== 'default')
						.map(name => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`),
				].join('\n'),
			}));
		},
	};
}

function takeBuiltin(name) {
	return name === 'process' ? 'globalThis.process' : `process.getBuiltinModule('node:${name}')`;
}
