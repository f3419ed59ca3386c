/**
 * The keys of each tool besides those that move, q and ?: a table each, in the order in which the bottom line shows them.
 * The reader of keys, the bottom line, the help and the README are made from them.
 */
export const toolKeys = {
	strings: [
		{command: 'goTo', keys: ['enter'], hint: 'go to it', description: 'go to the region of the string; Esc leads back'},
		{command: 'close', keys: ['escape', 'left', 'i'], hint: 'back', description: 'close'},
		{
			command: 'filter',
			keys: ['/', 'ctrl+f'],
			hint: 'filter',
			description: 'show only strings that hold a text; where not all were kept, Enter searches for it',
		},
		{command: 'showBytes', keys: ['x'], hint: 'bytes', description: 'bytes around the string in hex'},
		{
			command: 'toggleAll',
			keys: ['a'],
			hint: 'all memory',
			description: 'search all memory, or the region only',
		},
		{command: 'stop', keys: ['space'], hint: 'stop', description: 'stop the search'},
		{command: 'searchAgain', keys: ['r', 'f5'], hint: 'again', description: 'search again'},
		{command: 'sort', keys: ['s'], hint: 'sort', description: 'order by address, length or text'},
		{command: 'raiseMinimum', keys: ['+', '='], hint: 'longer', description: 'longer strings only: a character more'},
		{command: 'lowerMinimum', keys: ['-'], hint: 'shorter', description: 'shorter strings too: a character less'},
		{command: 'copyString', keys: ['y'], hint: 'copy', description: 'copy the string'},
		{command: 'copyAddress', keys: ['Y'], hint: 'copy address', description: 'copy its address'},
	],
	hex: [
		{command: 'close', keys: ['escape', 'left', 'x'], hint: 'back', description: 'stop what is looked for, or close'},
		{
			command: 'find',
			keys: ['/', 'ctrl+f'],
			hint: 'find',
			description: 'find a text (UTF-8 or UTF-16, as it is typed), or bytes: 0x and their hex digits',
		},
		{command: 'findNext', keys: ['n'], hint: 'next', description: 'next place where it stands'},
		{command: 'findPrevious', keys: ['N'], hint: 'previous', description: 'previous place'},
		{command: 'nextPage', keys: [']'], hint: 'next page in memory', description: 'next page that is in memory'},
		{command: 'goTo', keys: [':'], hint: 'address', description: 'go to an address of the region'},
		{command: 'save', keys: ['w', 'ctrl+s'], hint: 'save', description: 'save the bytes of the region to a file'},
		{command: 'readAgain', keys: ['r', 'f5'], hint: 'read again', description: 'read again'},
		{command: 'copyAddress', keys: ['y'], hint: 'copy address', description: 'copy the address of the first line'},
		{command: 'copyLines', keys: ['Y'], hint: 'copy lines', description: 'copy the lines that are shown'},
	],
	heap: [
		{
			command: 'open',
			keys: ['enter', 'x'],
			hint: 'bytes',
			description: 'chunks of the arena, or bytes of the chunk in hex',
		},
		{command: 'close', keys: ['escape', 'h'], hint: 'back', description: 'stop the walk, or close'},
		{command: 'switchPanel', keys: ['tab', 'shift+tab'], hint: 'arenas', description: 'arenas, or chunks'},
		{
			command: 'nextState',
			keys: ['f'],
			hint: 'state',
			description: 'chunks of one state only: in use, cached, free; all',
		},
		{command: 'sort', keys: ['s'], hint: 'sort', description: 'order by size, or by address'},
		{command: 'raiseMinimum', keys: ['+', '='], hint: 'larger', description: 'larger chunks only: twice the size'},
		{command: 'lowerMinimum', keys: ['-'], hint: 'smaller', description: 'smaller chunks too: half the size'},
		{
			command: 'nextMistake',
			keys: ['n'],
			hint: 'next !',
			description: 'next place where the heap contradicts itself',
		},
		{command: 'goTo', keys: [':'], hint: 'address', description: 'go to the chunk that holds an address'},
		{command: 'walkAgain', keys: ['r', 'f5'], hint: 'again', description: 'go through the heap again'},
		{command: 'goToRegion', keys: ['l'], hint: 'its region', description: 'close, and go to the region of the chunk'},
		{command: 'copyAddress', keys: ['y'], hint: 'copy', description: 'copy the address of the chunk'},
	],
	addressMap: [
		{command: 'goTo', keys: ['enter'], hint: 'go to it', description: 'go to the region; Esc leads back'},
		{command: 'close', keys: ['escape', 'a'], hint: 'back', description: 'close'},
		{
			command: 'zoomIn',
			keys: ['+', '='],
			hint: 'closer',
			description: 'a cell stands for half as much, down to a page',
		},
		{command: 'zoomOut', keys: ['-'], hint: 'farther', description: 'a cell stands for twice as much'},
		{
			command: 'zoomToBlock',
			keys: ['z'],
			hint: 'zoom to it',
			description: 'make the block under the cursor a row long',
		},
		{command: 'showAll', keys: ['0'], hint: 'all', description: 'all on one screen'},
		{command: 'nextRegion', keys: ['n'], hint: 'next region', description: 'next region'},
		{command: 'previousRegion', keys: ['N'], hint: '', description: 'previous region'},
		{command: 'goToAddress', keys: [':'], hint: 'address', description: 'put the cursor on an address'},
		{command: 'showBytes', keys: ['x'], hint: 'bytes', description: 'bytes of the region in hex'},
		{command: 'copyAddress', keys: ['y'], hint: 'copy address', description: 'copy the address under the cursor'},
	],
	insights: [{command: 'close', keys: ['escape', 'left', 'enter', '!'], hint: 'back', description: 'close'}],
	empty: [
		{command: 'confirm', keys: ['enter'], hint: 'empty it', description: 'empty it'},
		{command: 'close', keys: ['escape', 'E'], hint: 'leave it as it is', description: 'leave it as it is, or close'},
	],
	jvm: [
		{command: 'confirm', keys: ['enter'], hint: 'ask it', description: 'ask it'},
		{command: 'close', keys: ['escape', 'J'], hint: 'leave it alone', description: 'leave it alone, or close'},
	],
} as const satisfies Readonly<Record<string, readonly ToolKey[]>>;

type ToolKey = {
	readonly command: string;
	/** Names as `keyName` gives them. */
	readonly keys: readonly string[];
	/** What the bottom line says of it; empty where it says nothing. */
	readonly hint: string;
	readonly description: string;
};

export type KeyedTool = keyof typeof toolKeys;

/** What a key asks a tool for. */
export type CommandOf<Name extends KeyedTool> = (typeof toolKeys)[Name][number]['command'];

/** Finds what a key asks a tool for; undefined where it means nothing to it. */
export function findToolCommand<Name extends KeyedTool>(tool: Name, key: string): CommandOf<Name> | undefined {
	return keysOf(tool).find(({keys}) => keys.includes(key))?.command;
}

type KeyOf<Name extends KeyedTool> = {
	readonly command: CommandOf<Name>;
	readonly keys: readonly string[];
	readonly hint: string;
	readonly description: string;
};

/** The keys of a tool, in their order. */
export function keysOf<Name extends KeyedTool>(tool: Name): readonly KeyOf<Name>[] {
	return toolKeys[tool];
}

/** All tools that have keys of their own, as the help names them. */
export const keyedTools: readonly {readonly name: string; readonly keys: readonly ToolKey[]}[] = [
	{name: 'Strings', keys: toolKeys.strings},
	{name: 'Bytes in hex', keys: toolKeys.hex},
	{name: 'Heap', keys: toolKeys.heap},
	{name: 'Address map', keys: toolKeys.addressMap},
	{name: 'Insights', keys: toolKeys.insights},
	{name: 'Empty the working set', keys: toolKeys.empty},
	{name: 'Ask the JVM', keys: toolKeys.jvm},
];
