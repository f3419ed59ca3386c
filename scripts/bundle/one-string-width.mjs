/** Gives Ink's packages, which bring five copies of an older one, our string-width: the program measures all text by one rule. */
export function oneStringWidth(root) {
	return {
		name: 'one-string-width',
		setup(build) {
			build.onResolve({filter: /^string-width$/}, ({kind, pluginData}) =>
				pluginData === 'ours' ? undefined : build.resolve('string-width', {kind, resolveDir: root, pluginData: 'ours'}),
			);
		},
	};
}
