import {escapeText} from './escape.ts';
import type {ProcessFacts} from './snapshot.ts';

/** `postgres (1234)`, escaped; the name alone where the pid is not known. */
export function describeProcess({name, pid}: ProcessFacts): string {
	return pid === undefined ? escapeText(name) : `${escapeText(name)} (${pid})`;
}
