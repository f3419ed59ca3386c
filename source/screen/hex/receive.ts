import type {Finding} from '../../model/inspection.ts';
import type {HexTool} from './state.ts';

/** Takes what was read, where it belongs to what is open. */
export function receiveBytes(tool: HexTool, finding: Finding): HexTool {
	if (finding.kind === 'bytes' && finding.start < tool.end && finding.start + finding.bytes.length > tool.start) {
		return {...tool, loaded: finding, refusal: undefined};
	}

	return finding.kind === 'refused' && (finding.inspection === 'read' || finding.inspection === 'find')
		? {...tool, refusal: finding.sentence, find: tool.find && {...tool.find, isRunning: false}}
		: tool;
}
