import {chunkStates} from './heap-walk.ts';

/** What chunks are to the program: it has them; it gave them back and a thread keeps them; they are free, tops included. */
export const chunkGroups = ['in use', 'cached', 'free'] as const;

export type ChunkGroup = (typeof chunkGroups)[number];

const groups: Readonly<Record<(typeof chunkStates)[number], ChunkGroup>> = {
	'in use': 'in use',
	mapped: 'in use',
	cached: 'cached',
	fast: 'free',
	free: 'free',
	top: 'free',
};

/** The row of `chunkGroups` for each row of `chunkStates`. */
export const groupOfState: Uint8Array<ArrayBuffer> = Uint8Array.from(chunkStates, state =>
	chunkGroups.indexOf(groups[state]),
);
