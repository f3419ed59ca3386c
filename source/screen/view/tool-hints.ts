import {type CommandOf, type KeyedTool, keysOf} from '../tool-keys.ts';
import type {Hint} from './key-line.ts';

/** The keys of a tool that the bottom line shows, in its order, and behind them the help and the way out. */
export function toolHints<Name extends KeyedTool>(
	tool: Name,
): readonly (Hint & {readonly command: CommandOf<Name> | 'toggleHelp'})[] {
	return [
		...keysOf(tool)
			.filter(({hint}) => hint !== '')
			.map(({command, keys, hint}) => ({command, key: keys[0] ?? '', hint})),
		{command: 'toggleHelp', key: '?', hint: 'help'},
	];
}
