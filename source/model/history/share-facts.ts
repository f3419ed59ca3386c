import type {Facts} from './take-apart.ts';

/** Takes from the facts of the snapshot before what is equal, so that it is kept once. */
export function shareFacts(previous: Facts | undefined, facts: Facts): Facts {
	if (!previous) {
		return facts;
	}

	return {
		...facts,
		process: shareEqual(previous.process, facts.process),
		notices: shareEqual(previous.notices, facts.notices),
		counters: shareEqual(previous.counters, facts.counters),
	};
}

/** These are flat and small, and made by one piece of code in one order. */
function shareEqual<Value>(previous: Value, value: Value): Value {
	return JSON.stringify(previous) === JSON.stringify(value) ? previous : value;
}
