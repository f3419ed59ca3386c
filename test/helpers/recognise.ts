import type {Clues} from '../../source/model/linux/clues.ts';
import {listRegions, snapshotOf} from './vmas.ts';
import {memoryOf} from './words.ts';

/** What else is known of a process that is not there. */
export type Surroundings = {
	/** The path of its program, which is mapped at 550000000000. */
	readonly program?: string;
	/** What is written in it, as `memoryOf` takes it; undefined where it may not be read. */
	readonly memory?: Parameters<typeof memoryOf>[0];
	readonly clues?: Clues;
};

/** The regions of a list of VMAs, in any order, without those of the program: a line each, as `listRegions`. */
export function recognise(text: string, surroundings: Surroundings = {}): readonly string[] {
	return listRegions(build(text, surroundings)).filter(line => !line.startsWith('550000000000'));
}

/** The kinds alone, with what is inferred marked: `Heap: mimalloc?`. */
export function recogniseKinds(text: string, surroundings: Surroundings = {}): readonly string[] {
	return recognise(text, surroundings).map(line => (line.split(' |')[0] ?? '').replace(/^\w+ /, ''));
}

function build(text: string, {program = '/usr/bin/test', memory, clues}: Surroundings) {
	const process = {pid: 1, name: 'test', addressDigits: 16, executable: program} as const;
	const lines = `${text}\n550000000000-550000001000 r--p 0 fe:00 7 ${program}`.split('\n');
	const sorted = lines.filter(line => line.trim() !== '').toSorted((one, other) => addressOf(one) - addressOf(other));
	return snapshotOf(sorted.join('\n'), {
		process,
		clues: {...clues, ...(memory ? {readWords: memoryOf(memory)} : {})},
	});
}

function addressOf(line: string): number {
	return Number.parseInt(line.trim(), 16);
}
