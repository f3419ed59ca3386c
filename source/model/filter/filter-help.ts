import {filterKeys} from './keys.ts';

/** One line of what help and README say of the grammar. */
export type FilterHelpLine = {
	/** What stands before the colon or comparison; missing where the line is no key. */
	readonly key?: string;
	readonly example: string;
	readonly meaning: string;
};

/** The grammar, in the order in which one learns it. */
export const filterHelp: readonly FilterHelpLine[] = [
	{
		example: 'libc',
		meaning: 'Details, kind, type, protection or address contain the word, in upper or lower case.',
	},
	{example: 'heap rw-p', meaning: 'Several words: all must be true, each of the region or one of its blocks.'},
	{example: '!libc', meaning: 'The opposite. What is unknown is in neither.'},
	{example: '"my file"', meaning: 'Quotes keep blanks, colons and comparisons in a text.'},
	...filterKeys.map(({names, example, meaning}) => ({key: names[0], example, meaning})),
	{example: 'new', meaning: 'In a diff: it was not there before.'},
	{example: 'gone', meaning: 'In a diff: it is not there any more.'},
	{example: 'changed', meaning: 'In a diff: it is neither the same, nor new, nor gone.'},
];
