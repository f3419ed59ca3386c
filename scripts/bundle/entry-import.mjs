/** Leaves every `import()` of our own files to run time, from `target`: the entry file is bundled alone. */
export function entryImport(target) {
	return {
		name: 'entry-import',
		setup(build) {
			build.onResolve({filter: /^\./}, ({kind}) =>
				kind === 'dynamic-import' ? {path: target, external: true} : undefined,
			);
		},
	};
}
