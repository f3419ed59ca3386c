/** Reads all of a recording and says how many snapshots it has. */
import process from 'node:process';
import {openRecording} from '../../../../source/formats/recording/open-recording.ts';

const recording = openRecording(process.argv[2] ?? '');
for (const index of recording.times().keys()) {
	recording.readSnapshot(index);
}

process.stdout.write(`${recording.times().length}\n`);
