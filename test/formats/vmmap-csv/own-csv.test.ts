import {expect, it} from 'vitest';
import {writeCsv} from '../../../source/formats/csv.ts';
import {readVmmapCsv} from '../../../source/formats/vmmap-csv/read-vmmap-csv.ts';
import {takeSnapshot} from '../../helpers/live-snapshot.ts';

it.runIf(process.platform === 'linux')(
	'our CSV of a real process is the same after it was read and written again, free and unusable space included',
	async () => {
		const snapshot = await takeSnapshot(process.pid);
		const text = [...writeCsv(snapshot)].join('');
		const again = readVmmapCsv(Buffer.from(text), 0);
		expect(again.notices).toEqual(['The file says no time: that of its last change is shown.']);
		expect([...writeCsv(again)].join('')).toBe(text);
	},
);
