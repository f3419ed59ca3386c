import {makeSnapshot} from '../helpers/snapshots.ts';

const kilobyte = 1024;

/** A small process of every sort of row that a table can have: several blocks, unknown sizes, names that mean harm. */
export const sample = makeSnapshot(
	[
		{
			type: 'Unusable',
			start: 0,
			blocks: [{size: 64 * kilobyte, protection: ''}],
		},
		{
			type: 'Image',
			kind: 'executable',
			details: '/usr/bin/a, "b"\n\u001B[31m.so',
			start: 0x5555_5555_0000,
			protection: 'r-xp',
			blocks: [
				{
					size: 1024 * kilobyte,
					protection: 'r-xp',
					details: '.text',
					measures: {committed: 1024 * kilobyte, private: 0, totalWs: 12 * kilobyte, privateWs: 4 * kilobyte},
				},
				{
					size: 8 * kilobyte,
					protection: 'rw-p',
					details: '=HYPERLINK("http://example.org")',
					measures: {committed: 8 * kilobyte, private: 8 * kilobyte, totalWs: 0, privateWs: 0},
				},
			],
		},
		{
			type: 'Stack',
			details: '@name',
			start: 0x7fff_0000_0000,
			protection: '---p',
			blocks: [{size: 4 * kilobyte, protection: '---p', measures: {committed: 0, private: 0}}],
		},
		{type: 'Free', start: 0x7fff_0001_0000, blocks: [{size: 1024 * kilobyte, protection: ''}]},
	],
	{
		process: {pid: 1234, name: '-cmd', command: '-cmd\t--all', architecture: 'x64', user: 'me', addressDigits: 16},
		notices: ['The names of threads cannot be read.'],
		pageTable: 20 * kilobyte,
	},
);
