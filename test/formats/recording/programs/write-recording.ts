/** Writes a recording until it is killed or the disk is full, and says after each snapshot how many there are. */
import {writeSync} from 'node:fs';
import process from 'node:process';
import {createRecording} from '../../../../source/formats/recording/create-recording.ts';
import {RecordingError} from '../../../../source/formats/recording/recording-error.ts';
import {makeLargeSnapshot} from '../../../helpers/snapshots.ts';

const [file = '', blocks = '300'] = process.argv.slice(2);
const snapshot = makeLargeSnapshot(Number(blocks), 3);
const recording = createRecording(file);
let totalWs = snapshot.blocks.measures.totalWs;
try {
	for (let count = 1; ; count++) {
		totalWs = totalWs?.map((value, row) => ((row + count) % 5 === 0 ? value + 4096 : value));
		recording.append({
			...snapshot,
			time: snapshot.time + count,
			blocks: {...snapshot.blocks, measures: {...snapshot.blocks.measures, ...(totalWs && {totalWs})}},
		});
		// Not through a stream: what is said is out before the next snapshot begins.
		writeSync(1, `${count}\n`);
	}
} catch (error) {
	if (!(error instanceof RecordingError)) {
		throw error;
	}

	process.stderr.write(`${error.message}\n`);
	recording.close();
}
