import {memoryTypes} from '../../model/memory-type.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {Command} from '../keys.ts';
import type {ScreenState} from '../state.ts';
import {shownIndex, type Time} from '../time.ts';
import {timelineLines} from './lines.ts';

/** Opens the timeline and gives it the keys, or closes it. */
export function toggleTimeline(state: ScreenState): ScreenState {
	return state.timeline
		? {...state, timeline: undefined, panel: state.panel === 'timeline' ? 'regions' : state.panel}
		: {...state, timeline: {type: 'Total', lines: timelineLines}, panel: 'timeline'};
}

/**
 * A key while the timeline has the keys; undefined where it means there what it means everywhere. Left and right walk
 * through the snapshots, and the whole screen follows; End goes back to the newest.
 */
export function updateTimeline(
	state: ScreenState,
	key: string,
	command: Command | undefined,
	{time}: Derived,
): Update | undefined {
	switch (key) {
		case 'left':
			return {state, time: walk(time, -1)};
		case 'right':
			return {state, time: walk(time, 1)};
		case 'pageup':
			return {state, time: walk(time, -10)};
		case 'pagedown':
			return {state, time: walk(time, 10)};
		case 'enter':
		case 'escape':
			return {state: {...state, panel: 'regions'}};
	}

	switch (command) {
		case 'moveFirst':
			return {state, time: walk(time, -time.history.length())};
		case 'moveLast':
			return {state, time: {...time, shown: undefined}};
	}

	const chosen = chooseSeries(state, key);
	return chosen && {state: chosen};
}

/** The snapshot that is `steps` later, and not later than the newest: that one is followed. */
function walk(time: Time, steps: number): Time {
	const {history} = time;
	const index = Math.max(0, shownIndex(time) + steps);
	return {...time, shown: index >= history.length() - 1 ? undefined : history.numberAt(index)};
}

/** 0 draws the total, 1 to 8 the types that have memory; l draws all lines or one after the other. */
function chooseSeries(state: ScreenState, key: string): ScreenState | undefined {
	const {timeline} = state;
	if (!timeline) {
		return undefined;
	}

	if (key === '0') {
		return {...state, timeline: {...timeline, type: 'Total'}};
	}

	if (key === 'l') {
		const [shown] = timeline.lines;
		const line = timelineLines[shown && timeline.lines.length === 1 ? timelineLines.indexOf(shown) + 1 : 0];
		return {...state, timeline: {...timeline, lines: line ? [line] : timelineLines}};
	}

	const type = /^[1-8]$/.test(key) ? memoryTypes[Number(key) - 1] : undefined;
	return type && {...state, timeline: {...timeline, type: type.name}};
}
