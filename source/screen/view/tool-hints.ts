import {type CommandOf, type KeyedTool, keysOf} from '../tool-keys.ts';
import type {Hint} from './key-line.ts';

/** The keys of a tool that the bottom line shows, in its order, and that of the help. */
export function toolHints<Name extends KeyedTool>(
	tool: Name,
): readonly (Hint & {readonly command: CommandOf<Name> | 'toggleHelp'})[] {
	const hints = keysOf(tool)
		.filter(({hint}) => hint !== '')
		.map(({command, keys, hint}) => ({command, key: keys[0] ?? '', hint}));
	return [...hints.slice(0, beforeHelp), {command: 'toggleHelp', key: '?', hint: 'help'}, ...hints.slice(beforeHelp)];
}

/** Help names all keys, also those that a short line leaves out: the way in and the way out come before it. */
const beforeHelp = 2;
