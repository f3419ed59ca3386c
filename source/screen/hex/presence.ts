import type {PageState} from '../../model/inspection.ts';
import type {Platform} from '../../model/snapshot.ts';

/** What a page in memory is called. Windows tells what is in the working set; what is not may be in memory all the same. */
export function sayPresence(platform: Platform): string {
	return platform === 'windows' ? 'in the working set' : 'in memory';
}

/** What the state of a page is called. */
export function sayState(state: PageState, platform: Platform): string {
	switch (state) {
		case 'in memory':
			return sayPresence(platform);
		case 'not in memory':
			return `not ${sayPresence(platform)}`;
		case 'perhaps in memory':
			return `perhaps ${sayPresence(platform)}`;
		case 'swapped out':
			return platform === 'windows' ? 'in the page file' : state;
		default:
			return state;
	}
}
