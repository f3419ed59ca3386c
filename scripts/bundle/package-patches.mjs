import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const quickSegmenter = fileURLToPath(new URL('quick-segmenter.mjs', import.meta.url));

/**
 * Changes to bundled packages that cost time at start and that we never use. Each is a text that must be there: after an
 * update of the package the build fails instead of growing slow in silence.
 */
const patches = [
	...[
		{
			from: 'const normalizePackageData = getDefaultExportFromCjs(normalizeExports);',
			to: 'const normalizePackageData = undefined;',
		},
		{from: 'var normalizeExports = requireNormalize();', to: ''},
		{from: 'var libExports = requireLib$1();', to: 'var libExports = {};'},
		{from: '\npromisify(execFile);', to: ''},
	].map(({from, to}) => ({
		// 20 ms: what meow needs to read a package.json and to complain about one. It is told the name of the program instead.
		file: /meow[\\/]build[\\/]dependencies\.js$/,
		from,
		to,
	})),
	{
		// 5 ms: it would start `tput` where a terminal does not say its size. The screen opens in terminals that do.
		file: /terminal-size[\\/]index\.js$/,
		from: 'return devTty() ?? tput() ?? resize() ?? fallback;',
		to: 'return fallback;',
	},
	{
		file: /terminal-size[\\/]index\.js$/,
		from: 'return devTty() ?? tput() ?? fallback;',
		to: 'return fallback;',
	},
	{
		file: /terminal-size[\\/]index\.js$/,
		from: 'return tput() ?? fallback;',
		to: 'return fallback;',
	},
	{
		// 35 ms: Yoga reads its code by `fetch` from a data: URL where there is a `fetch`, which loads all of undici. Without
		// one it decodes the text itself.
		file: /yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/,
		from: 'var loadYoga',
		to: 'const fetch = undefined; var loadYoga',
	},
	...[/ink[\\/]build[\\/]reconciler\.js$/, /ink[\\/]build[\\/]ink\.js$/].map(file => ({
		// With DEV=true in the environment, Ink would look for React's developer tools.
		file,
		from: "process.env['DEV'] === 'true'",
		to: 'false',
	})),
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
			file: /ansi-tokenize[\\/]build[\\/]tokenize\.js$/,
			name: 'segmenter',
			options: 'undefined, { granularity: "grapheme" }',
		},
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
		// Used for each line of each frame, and 8 ms when the first is made.
		file,
		from: `const ${name} = new Intl.Segmenter(${options});`,
		to: `import {quickSegmenter as ${name}} from ${JSON.stringify(quickSegmenter)};`,
	})),
];

const advice = 'Look at scripts/bundle/package-patches.mjs.';

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
							return {errors: [{text: `${path} has changed: "${patch.from}" is not in it. ${advice}`}]};
						}

						contents = contents.replaceAll(patch.from, () => patch.to);
						unused.delete(patch);
					}

					return {contents, loader: 'js'};
				});
			}

			build.onEnd(({errors}) => {
				if (errors.length === 0 && unused.size > 0) {
					const names = [...unused].map(({file}) => file.source).join(', ');
					return {errors: [{text: `No file of the bundle is ${names}. ${advice}`}]};
				}
			});
		},
	};
}
