import type {Finding} from '../../model/inspection.ts';
import type {StringsTool} from './state.ts';

/** Takes what was found, where it belongs to the search that is open. */
export function receiveStrings(tool: StringsTool, finding: Finding): StringsTool {
	if (finding.kind === 'strings' && finding.search === tool.search) {
		const {batch, done, total, isPresenceKnown, end} = finding;
		const known = tool.progress === undefined ? [] : tool.batches;
		return {
			...tool,
			batches: batch.texts.length === 0 ? known : [...known, batch],
			progress: {done, total, isPresenceKnown},
			end,
		};
	}

	return finding.kind === 'refused' && finding.inspection === 'search'
		? {...tool, end: 'refused', refusal: finding.sentence}
		: tool;
}
