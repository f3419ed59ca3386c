import type {HeapRegion} from '../../../model/heap/heap-walk.ts';
import type {Arena} from './find-arenas.ts';

/** Says what could not be found, and what that means for the figures. */
export function describeGaps(arenas: readonly Arena[], regions: readonly HeapRegion[]): readonly string[] {
	const notices: string[] = [];
	const [main, ...others] = arenas;
	if (main && main.runs.length > 0 && !main.state) {
		notices.push(
			'The malloc_state of the main arena was not found: chunks in its fast bins count as in use, and its last chunk as its top.',
		);
	}

	const [unknown] = others.filter(({state}) => !state);
	if (unknown) {
		notices.push(
			`The malloc_state of an arena, at 0x${unknown.address?.toString(16)}, is not understood: chunks in its fast bins count as in use.`,
		);
	}

	const runs = arenas.flatMap(arena => arena.runs);
	const unproven = regions.find(
		({kind, start, end}) => kind === 'arena' && !runs.some(run => run.start >= start && run.start < end),
	);
	if (unproven) {
		notices.push(
			`The region at 0x${unproven.start.toString(16)} looks like an arena but holds no heap_info: it was left out.`,
		);
	}

	return notices;
}

/** What of an arena may be missing without a word: it may have grown or given back so much since. */
const littleShare = 0.01;
const littleBytes = 256 * 1024;

/** Says where less was found of the main arena than that has had from the system, by its own account. In bytes. */
export function describeMissing({state}: Arena, found: number): readonly string[] {
	const own = state?.systemMemory ?? 0;
	const isLittle = own - found <= Math.max(littleBytes, own * littleShare);
	return isLittle
		? []
		: [`The main arena has ${own} bytes from the system, of which ${found} were found: the others are left out.`];
}
