import type {Direction, Quantity, TextField} from './term.ts';

/** A key of the grammar: what may stand before a colon or a comparison. */
export type FilterKey = {
	/** As typed, in lower case; the first is the one that help and mistakes name. */
	readonly names: readonly [string, ...string[]];
	readonly example: string;
	readonly meaning: string;
} & (
	| {readonly takes: 'text'; readonly field: TextField}
	| {readonly takes: 'address'}
	| {readonly takes: 'size'; readonly quantity: Quantity}
	| {readonly takes: 'count'; readonly quantity: Quantity}
	| {readonly takes: 'growth'; readonly direction: Direction}
);

/** Every key. A new one needs a line here, and where it takes something new, a case in parser and selection. */
export const filterKeys: readonly FilterKey[] = [
	{names: ['type'], takes: 'text', field: 'type', example: 'type:heap', meaning: 'The type contains the text.'},
	{names: ['kind'], takes: 'text', field: 'kind', example: 'kind:arena', meaning: 'The kind contains the text.'},
	{
		names: ['prot', 'protection'],
		takes: 'text',
		field: 'protection',
		example: 'prot:rwx',
		meaning: 'A block has all these rights; prot:r-x has just these; other text is looked for: prot:guard.',
	},
	{
		names: ['details', 'path'],
		takes: 'text',
		field: 'details',
		example: 'details:libc',
		meaning: 'The details of the region or a block contain the text.',
	},
	{
		names: ['evidence'],
		takes: 'text',
		field: 'evidence',
		example: 'evidence:"nh flag"',
		meaning: 'The reason for the type contains the text.',
	},
	{
		names: ['addr', 'address'],
		takes: 'address',
		example: 'addr:7f3a12345678',
		meaning: 'The region that holds this address.',
	},
	{names: ['size'], takes: 'size', quantity: 'size', example: 'size>1M', meaning: 'Size of the region or a block.'},
	{names: ['committed'], takes: 'size', quantity: 'committed', example: 'committed>=1M', meaning: 'Committed.'},
	{names: ['private'], takes: 'size', quantity: 'private', example: 'private>0', meaning: 'Private.'},
	{
		names: ['ws', 'totalws', 'rss'],
		takes: 'size',
		quantity: 'totalWs',
		example: 'ws>=64K',
		meaning: 'Total WS.',
	},
	{names: ['privatews'], takes: 'size', quantity: 'privateWs', example: 'privatews>1M', meaning: 'Private WS.'},
	{
		names: ['shareablews', 'shareable'],
		takes: 'size',
		quantity: 'shareableWs',
		example: 'shareablews>1M',
		meaning: 'Shareable WS.',
	},
	{names: ['sharedws', 'shared'], takes: 'size', quantity: 'sharedWs', example: 'sharedws>1M', meaning: 'Shared WS.'},
	{names: ['lockedws', 'locked'], takes: 'size', quantity: 'lockedWs', example: 'lockedws>0', meaning: 'Locked WS.'},
	{names: ['pss'], takes: 'size', quantity: 'pss', example: 'pss>1M', meaning: 'PSS.'},
	{names: ['uss'], takes: 'size', quantity: 'uss', example: 'uss>1M', meaning: 'USS.'},
	{names: ['swap'], takes: 'size', quantity: 'swap', example: 'swap>0', meaning: 'Swap.'},
	{names: ['dirty'], takes: 'size', quantity: 'dirty', example: 'dirty>1M', meaning: 'Dirty.'},
	{names: ['referenced'], takes: 'size', quantity: 'referenced', example: 'referenced=0', meaning: 'Referenced.'},
	{names: ['huge'], takes: 'size', quantity: 'huge', example: 'huge>=2M', meaning: 'Huge.'},
	{names: ['footprint'], takes: 'size', quantity: 'footprint', example: 'footprint>1M', meaning: 'Footprint.'},
	{
		names: ['blocks'],
		takes: 'count',
		quantity: 'blocks',
		example: 'blocks>10',
		meaning: 'Number of blocks of the region.',
	},
	{
		names: ['grew'],
		takes: 'growth',
		direction: 'grew',
		example: 'grew>1M',
		meaning: 'In a diff: Private grew by so much; where it did not change, Committed, and where neither did, Total WS.',
	},
	{
		names: ['shrank'],
		takes: 'growth',
		direction: 'shrank',
		example: 'shrank>1M',
		meaning: 'In a diff: the same, of what became less.',
	},
];

const keysByName: ReadonlyMap<string, FilterKey> = new Map(
	filterKeys.flatMap(key => key.names.map(name => [name, key] as const)),
);

/** The key that a user calls `name`, in any case; undefined where there is none. */
export function findKey(name: string): FilterKey | undefined {
	return keysByName.get(name.toLowerCase());
}

/** The names of keys that are most like `name`, best first, three at most. */
export function nearestNames(name: string): readonly string[] {
	return [...keysByName.keys()]
		.map(key => ({key, distance: editDistance(name.toLowerCase(), key)}))
		.toSorted((one, other) => one.distance - other.distance)
		.slice(0, 3)
		.map(({key}) => key);
}

/** How many characters have to be put in, left out or replaced to make one text of another (Levenshtein). */
function editDistance(from: string, to: string): number {
	let above = Array.from({length: to.length + 1}, (_, column) => column);
	for (const [row, character] of [...from].entries()) {
		const line = [row + 1];
		for (const [column, other] of [...to].entries()) {
			const replaced = (above[column] ?? 0) + (character === other ? 0 : 1);
			line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
		}

		above = line;
	}

	return above.at(-1) ?? 0;
}
