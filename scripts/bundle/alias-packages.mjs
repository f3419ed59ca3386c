import path from 'node:path';

/** Packages that the bundle replaces, each with its reason. */
export function aliasPackages(root) {
	const replacements = {
		// Ink's packages bring five copies of an older one; the program measures all text by one rule.
		'string-width': path.join(root, 'node_modules/string-width/index.js'),
		// Ink asks for it when DEV is set, and it is not installed.
		'react-devtools-core': path.join(root, 'scripts/bundle/no-developer-tools.mjs'),
	};
	return {
		name: 'alias-packages',
		setup(build) {
			build.onResolve({filter: /^(string-width|react-devtools-core)$/}, ({path: name}) => ({path: replacements[name]}));
		},
	};
}
