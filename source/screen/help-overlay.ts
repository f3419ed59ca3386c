import type {Derived} from './derive.ts';
import type {Command} from './keys.ts';
import {isMove, movedRow} from './move.ts';
import type {Overlay, ScreenState} from './state.ts';

type HelpOverlay = Extract<Overlay, {kind: 'help'}>;

/** A key in the help: it scrolls, or closes the help. */
export function updateHelp(
	state: ScreenState,
	overlay: HelpOverlay,
	command: Command | undefined,
	{helpLines, layout}: Derived,
): ScreenState {
	if (isMove(command)) {
		const page = helpHeight(layout);
		return {...state, overlay: {...overlay, top: movedRow(overlay.top, command, helpLines - page + 1, page)}};
	}

	const isClosed = command === 'toggleHelp' || command === 'drillOut' || command === 'drillIn';
	return isClosed ? {...state, overlay: undefined} : state;
}

/** Help and tools cover the type table and the region list with their headings; a blank line above them stays. */
export function helpHeight({typeRows, regionRows, gap}: Derived['layout']): number {
	return typeRows + regionRows + 3 + gap;
}
