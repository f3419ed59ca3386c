import {expect, it} from 'vitest';
import {readMmp} from '../../../source/formats/mmp/read-mmp.ts';
import {writeMmp} from '../../../source/formats/mmp/write-mmp.ts';
import {summarize} from '../../../source/model/summary.ts';
import {takeSnapshot} from '../../helpers/live-snapshot.ts';

it.runIf(process.platform === 'linux')(
	'an .mmp of a real process is the same after it was read and written again',
	async () => {
		const snapshot = await takeSnapshot(process.pid);
		const text = [...writeMmp([snapshot])].join('');
		const snapshots = readMmp(Buffer.from(text), {name: 'a.mmp', time: 0});
		expect([...writeMmp(snapshots)].join('')).toBe(text);
		const total = summarize(snapshot).total;
		const again = summarize(snapshots[0]).total;
		for (const measure of [
			'size',
			'committed',
			'private',
			'totalWs',
			'privateWs',
			'sharedWs',
			'lockedWs',
			'blocks',
		] as const) {
			expect(again[measure], measure).toBe(total[measure]);
		}
	},
);
