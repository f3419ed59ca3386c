import type {Derived} from '../derive.ts';
import type {Line} from '../line.ts';
import type {Tool} from '../tools.ts';
import {viewPrompt} from './prompt-line.ts';

/** What an open tool shows. */
export type ToolView = {
	/** Covers the type table and the region list; missing where the tool leaves them on the screen. */
	readonly panel?: readonly Line[];
	readonly bottom: Line;
};

export function viewTool(tool: Tool, {layout}: Derived): ToolView {
	switch (tool.kind) {
		case 'goTo':
			return {
				bottom: viewPrompt('Address:', tool.field, tool.mistake ?? 'in hex. Enter go  Esc back', layout.columns),
			};
	}
}
