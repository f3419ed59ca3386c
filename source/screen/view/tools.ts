import {viewAddressMap} from '../address-map/view.ts';
import type {Derived} from '../derive.ts';
import {viewHeap} from '../heap/view.ts';
import {viewHeapBottom} from '../heap/view-bottom.ts';
import {viewHex, viewHexBottom} from '../hex/view.ts';
import {viewInsights} from '../insights/view.ts';
import {jvmHints, viewJvm} from '../jvm/view.ts';
import type {Line} from '../line.ts';
import {viewStrings, viewStringsBottom} from '../strings/view.ts';
import type {Tool} from '../tool.ts';
import {emptyHints, viewEmpty} from '../working-set/view.ts';
import {viewHints} from './key-line.ts';
import {viewPrompt} from './prompt-line.ts';
import {toolHints} from './tool-hints.ts';

/** What an open tool shows. */
export type ToolView = {
	/** Covers the type table and the region list; missing where the tool leaves them on the screen. */
	readonly panel?: readonly Line[];
	readonly bottom: Line;
};

/** `below` is what an address that is typed leads to: a tool, or undefined for the list. */
export function viewTool(tool: Tool, context: Derived, below: Tool | undefined): ToolView {
	const {layout} = context;
	switch (tool.kind) {
		case 'hex':
			return {panel: viewHex(tool, context), bottom: viewHexBottom(tool, layout.columns)};
		case 'heap':
			return {panel: viewHeap(tool, context), bottom: viewHeapBottom(tool, layout.columns)};
		case 'strings':
			return {panel: viewStrings(tool, context), bottom: viewStringsBottom(tool, layout.columns)};
		case 'empty':
			return {panel: viewEmpty(tool, context), bottom: viewHints(emptyHints(tool), layout.columns)};
		case 'jvm':
			return {panel: viewJvm(tool, context), bottom: viewHints(jvmHints(tool), layout.columns)};
		case 'insights':
			return {
				panel: viewInsights(tool, context),
				bottom: viewHints([{key: 'down', hint: 'scroll'}, ...toolHints('insights')], layout.columns),
			};
		case 'addressMap':
			return {panel: viewAddressMap(tool, context), bottom: viewHints(toolHints('addressMap'), layout.columns)};
		case 'save':
			return {
				bottom: viewPrompt(
					'Save as:',
					tool.field,
					tool.mistake ?? '.vmmap .mmp the session, .json .csv .txt this snapshot. Enter save  Esc back',
					layout.columns,
				),
			};
		case 'goTo':
			return {
				...(below && viewTool(below, context, undefined)),
				bottom: viewPrompt(
					'Address:',
					tool.field,
					tool.mistake ?? 'in hex, or a line of maps. Enter go  Esc back',
					layout.columns,
				),
			};
	}
}
