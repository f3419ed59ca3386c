import {clock} from '../../model/clock.ts';
import {formatMilliseconds} from '../../model/format.ts';
import {describeProcess} from '../../model/process-name.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import {escapeText, fitText, padText} from '../../model/text.ts';
import {bold, dim, type Line} from '../line.ts';
import type {Status} from '../status.ts';

/** `vmmap-tui  postgres (1234)  x64  postgres -D /var/...        live, every 1 s, sample 3.1 ms`, exactly `columns` wide. */
export function viewProcessLine(snapshot: Snapshot, status: Status, columns: number): Line {
	const {process} = snapshot;
	const name = describeProcess(process);
	const right = fitText(statusText(snapshot, status), columns - 20);
	const room = columns - right.length - 2;
	const head = fitText(name, room);
	const rest = [process.architecture, process.user, escapeText(process.command ?? '')].filter(Boolean).join('  ');
	return [bold(head), dim(padText(fitText(`  ${rest}`, room - head.length), room - head.length + 2)), {text: right}];
}

function statusText({cost, time}: Snapshot, status: Status): string {
	const sample = `sample ${formatMilliseconds(cost.milliseconds)}`;
	switch (status.kind) {
		case 'starting':
			return 'starting';
		case 'live':
			return status.isBackedOff
				? `live, every ${(status.effectiveMilliseconds / 1000).toFixed(1)} s (asked: ${status.intervalSeconds} s), ${sample}`
				: `live, every ${status.intervalSeconds} s, ${sample}`;
		case 'paused':
			return `PAUSED at ${clock(time)}, ${sample}`;
		case 'ended':
			return `ENDED, last seen at ${clock(time)}`;
		case 'file':
			return `file of ${clock(time)}`;
	}
}
