import type {ElfAnswer} from './elf-facts.ts';
import {findName, type NameFacts} from './names.ts';
import {shared} from './permissions.ts';
import type {VmaColumns} from './vma-columns.ts';

/** Makes a function from rows of `strings` to numbers from 0, which looks at each text once. */
export function rememberTexts(strings: readonly string[], read: (text: string) => number): (text: number) => number {
	const known = new Int32Array(strings.length).fill(-1);
	return text => {
		let answer = known[text] ?? 0;
		if (answer < 0) {
			answer = read(strings[text] ?? '');
			known[text] = answer;
		}

		return answer;
	};
}

/** Makes a function from rows of VMAs to what their names say, which looks at each name once. */
export function rememberNames({path, strings}: VmaColumns, access: Uint8Array): (row: number) => NameFacts | undefined {
	const known: (NameFacts | 'ordinary' | undefined)[] = new Array(strings.length * 2);
	return row => {
		const text = path[row] ?? 0;
		const isShared = ((access[row] ?? 0) & shared) !== 0;
		const key = text * 2 + (isShared ? 1 : 0);
		const facts = known[key] ?? findName(strings[text] ?? '', isShared) ?? 'ordinary';
		known[key] = facts;
		return facts === 'ordinary' ? undefined : facts;
	};
}

/** Makes a function from rows of VMAs to the headers of their files, which asks for each file once. */
export function rememberFiles(
	{device, inode}: VmaColumns,
	findElf: (row: number) => ElfAnswer,
): (row: number) => ElfAnswer {
	const known = new Map<number, Map<number, ElfAnswer>>();
	return row => {
		const deviceText = device[row] ?? 0;
		const files = known.get(deviceText) ?? new Map<number, ElfAnswer>();
		known.set(deviceText, files);
		const number = inode[row] ?? 0;
		if (!files.has(number)) {
			files.set(number, findElf(row));
		}

		return files.get(number);
	};
}
