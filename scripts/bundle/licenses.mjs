import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** Gives the licence texts of every package that has a file among `inputs` (paths from `root`), as one text. */
export function collectLicenses(root, inputs) {
	const folders = new Set(inputs.flatMap(input => packageFolder(input) ?? []));
	return [...folders]
		.map(folder => {
			const directory = path.join(root, folder);
			const {name, version, license, author} = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
			return {
				title: `${name} ${version} (${license})`,
				text: licenseTexts(directory) || mitLicense(root, author, name),
			};
		})
		.toSorted((a, b) => (a.title < b.title ? -1 : 1))
		.map(({title, text}) => `${title}\n${'='.repeat(title.length)}\n\n${text}\n`)
		.join('\n');
}

/** The folder of the innermost package that holds `input`; undefined for a file of ours. */
function packageFolder(input) {
	return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
}

function licenseTexts(directory) {
	// meow ships packages within its own files and lists their licences in build/.
	return [directory, path.join(directory, 'build')]
		.filter(folder => existsSync(folder))
		.flatMap(folder =>
			readdirSync(folder)
				.filter(name => /^licen[cs]es?(\.|$)/i.test(name))
				.map(name => readFileSync(path.join(folder, name), 'utf8').trim()),
		)
		.join('\n\n');
}

/** For a package that says MIT and has no text of it: the text, in its author's name. */
function mitLicense(root, author, name) {
	const holder = author?.name ?? author ?? `the authors of ${name}`;
	const text = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim();
	return text.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}
