/**
 * Every key of the live screen, once. The key reader, the key line at the bottom, the help and the README are made from
 * this table. Earlier rows win where a key means different things in different panels.
 */
export const keyBindings = [
	{command: 'moveUp', keys: ['up', 'k'], hint: '', group: 'Move', description: 'one row up'},
	{command: 'moveDown', keys: ['down', 'j'], hint: '', group: 'Move', description: 'one row down'},
	{command: 'pageUp', keys: ['pageup'], hint: '', group: 'Move', description: 'one page up'},
	{command: 'pageDown', keys: ['pagedown'], hint: '', group: 'Move', description: 'one page down'},
	{command: 'moveFirst', keys: ['home', 'g'], hint: '', group: 'Move', description: 'first row'},
	{command: 'moveLast', keys: ['end', 'G'], hint: '', group: 'Move', description: 'last row'},
	{
		command: 'nextPanel',
		keys: ['tab'],
		hint: 'panel',
		group: 'Move',
		description: 'next panel: types, regions, details',
	},
	{command: 'previousPanel', keys: ['shift+tab'], hint: '', group: 'Move', description: 'previous panel'},
	{command: 'showTypes', keys: ['1'], hint: '', group: 'Move', description: 'to the types'},
	{command: 'showRegions', keys: ['2'], hint: '', group: 'Move', description: 'to the regions'},
	{
		command: 'showDetails',
		keys: ['3'],
		hint: '',
		group: 'Move',
		description: 'to the details of the selected region or block',
	},
	{
		command: 'drillIn',
		keys: ['enter', 'right'],
		hint: 'open',
		group: 'Look inside',
		description: 'type, its regions, their blocks, details of one',
	},
	{
		command: 'drillOut',
		keys: ['escape', 'left'],
		hint: 'back',
		group: 'Look inside',
		description: 'back out, one level a press',
	},
	{
		command: 'unfold',
		keys: ['+', '='],
		hint: '',
		group: 'Look inside',
		description: 'unfold the region into its blocks',
	},
	{command: 'fold', keys: ['-'], hint: '', group: 'Look inside', description: 'fold the region'},
	{command: 'unfoldAll', keys: ['*'], hint: '', group: 'Look inside', description: 'unfold all, or fold all'},
	{
		command: 'showStrings',
		keys: ['i', 'ctrl+t'],
		hint: 'strings',
		group: 'Look inside',
		description: 'strings of the region, or of all memory',
	},
	{
		command: 'showHex',
		keys: ['x'],
		hint: 'hex',
		group: 'Look inside',
		description: 'bytes of the region in hex, and save them to a file',
	},
	{
		command: 'showHeap',
		keys: ['h'],
		hint: 'heap',
		group: 'Look inside',
		description: 'heap of glibc: what its arenas hold, chunks by size, each chunk and its bytes',
	},
	{
		command: 'showAddressMap',
		keys: ['a'],
		hint: 'map',
		group: 'Look inside',
		description: 'map of the address space: what lies where, and how free space is divided',
	},
	{
		command: 'showInsights',
		keys: ['!'],
		hint: 'insights',
		group: 'Look inside',
		description: 'insights: what is worth knowing, with its numbers',
	},
	{
		command: 'goToAddress',
		keys: [':'],
		hint: '',
		group: 'Look inside',
		description: 'go to an address, and what lies around it',
	},
	{
		command: 'askJvm',
		keys: ['J'],
		hint: '',
		group: 'Look inside',
		description: 'ask a JVM what its memory is: asks first; again takes away what it said',
	},
	{command: 'refresh', keys: ['r', 'f5'], hint: 'refresh', group: 'Time', description: 'take a snapshot now'},
	{command: 'pause', keys: ['space'], hint: 'pause', group: 'Time', description: 'pause, or go on'},
	{command: 'shortenInterval', keys: ['['], hint: '', group: 'Time', description: 'shorter interval: 10, 5, 2, 1 s'},
	{command: 'lengthenInterval', keys: [']'], hint: '', group: 'Time', description: 'longer interval: 1, 2, 5, 10 s'},
	{command: 'mark', keys: ['m'], hint: 'mark', group: 'Time', description: 'mark this snapshot, or take its mark away'},
	{
		command: 'toggleDiff',
		keys: ['d'],
		hint: 'diff',
		group: 'Time',
		description: 'what has changed since the mark, else since the last refresh, else since the first snapshot; off',
	},
	{
		command: 'toggleChangedOnly',
		keys: ['c'],
		hint: '',
		group: 'Time',
		description: 'in a diff: changed rows only, or all',
	},
	{
		command: 'toggleTimeline',
		keys: ['t'],
		hint: 'timeline',
		group: 'Time',
		description: 'timeline: Left and Right walk, End goes live, 0 to 8 choose the type, l the line, Enter stays; off',
	},
	{command: 'editFilter', keys: ['/', 'ctrl+f'], hint: 'filter', group: 'Find', description: 'filter the regions'},
	{command: 'nextMatch', keys: ['n'], hint: '', group: 'Find', description: 'next region that matches'},
	{command: 'previousMatch', keys: ['N'], hint: '', group: 'Find', description: 'previous region that matches'},
	{command: 'sortByNext', keys: ['s'], hint: 'sort', group: 'Show', description: 'sort by the next column'},
	{command: 'reverseSort', keys: ['S'], hint: '', group: 'Show', description: 'reverse the order'},
	{command: 'chooseColumns', keys: ['o'], hint: 'columns', group: 'Show', description: 'choose columns'},
	{command: 'toggleFree', keys: ['u'], hint: 'free', group: 'Show', description: 'show or hide Free and Unusable'},
	{
		command: 'copyAddress',
		keys: ['y'],
		hint: 'copy',
		group: 'Take along',
		description: 'copy the address (OSC 52: works over SSH)',
	},
	{command: 'copyTable', keys: ['Y'], hint: '', group: 'Take along', description: 'copy the table of the panel'},
	{
		command: 'save',
		keys: ['w', 'ctrl+s'],
		hint: 'save',
		group: 'Take along',
		description: 'save the session (.vmmap, .mmp) or this snapshot (.json, .csv, .txt)',
	},
	{command: 'pickProcess', keys: ['p', 'ctrl+p'], hint: 'process', group: 'Program', description: 'pick a process'},
	{
		command: 'emptyWorkingSet',
		keys: ['E', 'ctrl+e'],
		hint: '',
		group: 'Program',
		description: 'empty the working set: asks first, shows before and after',
	},
	{command: 'toggleHelp', keys: ['?'], hint: 'help', group: 'Program', description: 'this help'},
	{command: 'quit', keys: ['q', 'ctrl+c'], hint: 'quit', group: 'Program', description: 'quit'},
] as const satisfies readonly KeyBinding[];

type KeyBinding = {
	readonly command: string;
	/** Names as `keyName` gives them: one printable character, or `up`, `f5`, `shift+tab`, `ctrl+f`. */
	readonly keys: readonly string[];
	/** One word for the key line; empty where the key line does not show it. */
	readonly hint: string;
	readonly group: string;
	readonly description: string;
};

/** What a key of the live screen asks for. */
export type Command = (typeof keyBindings)[number]['command'];

const commandsByKey: ReadonlyMap<string, Command> = new Map(
	keyBindings.flatMap(({command, keys}) => keys.map(key => [key, command] as const)),
);

/** The row of a command in the table. */
export function findBinding(command: Command): KeyBinding {
	const binding = keyBindings.find(row => row.command === command);
	if (!binding) {
		throw new Error(`${command} has no key`);
	}

	return binding;
}

/** Finds what a key asks for; undefined where it means nothing. */
export function findCommand(key: string): Command | undefined {
	return commandsByKey.get(key);
}

const shownNames: Readonly<Record<string, string>> = {
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
	enter: 'Enter',
	escape: 'Esc',
	space: 'Space',
	f5: 'F5',
};

/** Writes a key as keyboards do: `Shift+Tab`, `Ctrl+F`, `j`. */
export function showKey(key: string): string {
	return shownNames[key] ?? key.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl+${letter.toUpperCase()}`);
}
