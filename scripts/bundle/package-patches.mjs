import {readFileSync} from 'node:fs';

/**
 * Changes to bundled packages that cost time at start and that we never use. Each is a text that must be there: after an
 * update of the package the build fails instead of growing slow in silence.
 */
const patches = [
	{
		// 15 ms: tables for the licence field of package.json. meow is given the version and never reads a package.json.
		file: /meow[\\/]build[\\/]dependencies\.js$/,
		from: 'const normalizePackageData = getDefaultExportFromCjs(normalizeExports);',
		to: 'const normalizePackageData = undefined;',
	},
	{
		file: /meow[\\/]build[\\/]dependencies\.js$/,
		from: 'var normalizeExports = requireNormalize();',
		to: '',
	},
	{
		// 35 ms: Yoga reads its code by `fetch` from a data: URL where there is a `fetch`, which loads all of undici. Without
		// one it decodes the text itself.
		file: /yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/,
		from: 'var loadYoga',
		to: 'const fetch = undefined; var loadYoga',
	},
	{
		// 12 ms: the set of all emoji is built when it is first needed, and it is needed for emoji only.
		file: /string-width[\\/]index\.js$/,
		from: String.raw`const emojiPrefixRegex = /^(?:\p{RGI_Emoji}|\p{Regional_Indicator}{1,2}|[\d#*]\u{FE0F})/v;`,
		to: String.raw`let emojiPrefix;
const emojiPrefixRegex = {
	exec: text => (emojiPrefix ??= /^(?:\p{RGI_Emoji}|\p{Regional_Indicator}{1,2}|[\d#*]\u{FE0F})/v).exec(text),
	test: text => emojiPrefixRegex.exec(text) !== null,
};`,
	},
	...[
		{file: /string-width[\\/]index\.js$/, name: 'segmenter', options: ''},
		{file: /wrap-ansi[\\/]index\.js$/, name: 'segmenter', options: ''},
		{
			file: /slice-ansi[\\/]tokenize-ansi\.js$/,
			name: 'GRAPHEME_SEGMENTER',
			options: "undefined, {granularity: 'grapheme'}",
		},
		{
			file: /ink[\\/]build[\\/]line-update\.js$/,
			name: 'segmenter',
			options: "undefined, { granularity: 'grapheme' }",
		},
	].map(({file, name, options}) => ({
		// 8 ms for the first: the break rules are loaded when a text is first split, and ASCII never is.
		file,
		from: `const ${name} = new Intl.Segmenter(${options});`,
		to: `let lazySegmenter;
const ${name} = {segment: text => (lazySegmenter ??= new Intl.Segmenter(${options})).segment(text)};`,
	})),
];

export function packagePatches() {
	return {
		name: 'package-patches',
		setup(build) {
			const unused = new Set(patches);
			for (const file of new Set(patches.map(patch => patch.file.source))) {
				build.onLoad({filter: new RegExp(file)}, ({path}) => {
					let contents = readFileSync(path, 'utf8');
					for (const patch of patches.filter(({file}) => file.test(path))) {
						if (!contents.includes(patch.from)) {
							throw new Error(
								`${path} has changed: "${patch.from}" is not in it. Look at scripts/bundle/package-patches.mjs.`,
							);
						}

						contents = contents.replace(patch.from, () => patch.to);
						unused.delete(patch);
					}

					return {contents, loader: 'js'};
				});
			}

			build.onEnd(({errors}) => {
				if (errors.length === 0 && unused.size > 0) {
					const names = [...unused].map(({file}) => file.source).join(', ');
					return {errors: [{text: `No file of the bundle is ${names}. Look at scripts/bundle/package-patches.mjs.`}]};
				}
			});
		},
	};
}
