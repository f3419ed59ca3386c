import {formatPercent} from '../format.ts';
import {sayBytes} from '../say.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {mappedRows} from './mapped-rows.ts';

/**
 * Private pages that a process made by fork still shares: what the table of docs/definitions.md takes from Anonymous to
 * get Private WS. Each of them is copied when either side writes to it.
 */
export function findForkShared(snapshot: Snapshot): Insight | undefined {
	const {measures, linux, protection} = snapshot.blocks;
	let shared = 0;
	let all = 0;
	for (const row of mappedRows(snapshot)) {
		const anonymous = numberAt(linux?.fields['Anonymous'], row);
		const privateWs = numberAt(measures.privateWs, row);
		if (anonymous === undefined || privateWs === undefined || !textAt(snapshot, protection, row).endsWith('p')) {
			continue;
		}

		const ofHugetlb = numberAt(linux?.fields['Private_Hugetlb'], row) ?? 0;
		shared += Math.max(0, anonymous + ofHugetlb - privateWs);
		all += anonymous;
	}

	return shared === 0
		? undefined
		: {
				subject: 'fork',
				sentence:
					`${sayBytes(shared)} of private memory, ${formatPercent(shared / all)} of it, are still shared with ` +
					'processes made by fork: each page is copied when it is written to.',
				isWarning: false,
			};
}
