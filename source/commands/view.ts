import {escapeText} from '../model/escape.ts';
import {listMoments} from '../model/history/list-moments.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {exitCodeOf} from './exit-code.ts';
import {createSession} from './session.ts';
import {growYoungGeneration} from './young-generation.ts';

export type ViewStart =
	| {readonly kind: 'pick'; readonly filter?: string}
	| {readonly kind: 'live'; readonly pid: number}
	| {readonly kind: 'file'; readonly path: string; readonly snapshots: readonly [Snapshot, ...Snapshot[]]}
	| {readonly kind: 'recording'; readonly path: string};

/**
 * The live screen, until the user leaves it. Gives the exit code; a process that cannot be shown at all ends it with one
 * sentence on standard error. The sampler's thread is started before the user interface is loaded, so that the first
 * sample is taken while that happens.
 */
export async function runView({
	start,
	intervalSeconds,
	historyBytes,
}: {
	readonly start: ViewStart;
	readonly intervalSeconds: number;
	readonly historyBytes?: number;
}): Promise<number> {
	const session = createSession(intervalSeconds, historyBytes);
	if (start.kind === 'live') {
		session.watch(start.pid);
	} else if (start.kind === 'file') {
		session.store.showMoments(listMoments(start.snapshots), {kind: 'file', path: start.path});
	} else if (start.kind === 'recording') {
		await session.openRecording(start.path);
	} else {
		await session.pick(start.filter);
	}

	const {drawScreen} = await import('../app.tsx');
	growYoungGeneration();
	// The terminal is given back before main says what happened.
	process.once('uncaughtException', session.fail);
	const failure = await session.untilDone(drawScreen(session.store));
	if (failure) {
		process.stderr.write(`${escapeText(failure.sentence)}\n`);
	}

	return failure ? exitCodeOf(failure.reason) : 0;
}
