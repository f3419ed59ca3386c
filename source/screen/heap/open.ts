import {findHeapRegions} from '../../model/heap/find-heap-regions.ts';
import {typeName} from '../../model/memory-type.ts';
import {regionStart, type Snapshot, textAt} from '../../model/snapshot.ts';
import {escapeText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import type {HeapTool} from './state.ts';

/** Sizes of chunks begin with this. */
export const smallestMinimum = 16;

/** Opens the heap that the region under the cursor belongs to, where it is one of glibc's malloc. */
export function openHeap(state: ScreenState, context: Derived): Update {
	const {snapshot, tree, row} = context;
	if (snapshot.platform !== 'linux') {
		return {state: {...state, message: 'Heaps can be walked on Linux only: h knows those of malloc of glibc.'}};
	}

	const region = tree.rowCount === 0 ? undefined : tree.rowAt(row).region;
	const start = region === undefined ? undefined : regionStart(snapshot, region);
	const home = findHeapRegions(snapshot).find(heap => heap.start === start && heap.kind !== 'unknown');
	if (!home || region === undefined) {
		return {state: {...state, message: refuse(snapshot, region)}};
	}

	const names = [snapshot.regions.kind, snapshot.regions.details].map(column => textAt(snapshot, column, region));
	const tool: HeapTool = {
		kind: 'heap',
		title: escapeText(names.filter(name => name !== '').join('  ')),
		home,
		walk: state.walks,
		arenas: [],
		batches: [],
		notices: [],
		progress: undefined,
		end: undefined,
		refusal: undefined,
		panel: 'chunks',
		arena: undefined,
		isPlaced: false,
		group: undefined,
		minimumSize: smallestMinimum,
		isBySize: false,
		row: 0,
		top: 0,
		steps: 0,
	};
	return startWalk(state, tool, context);
}

function refuse(snapshot: Snapshot, region: number | undefined): string {
	const type = region === undefined ? '' : typeName(snapshot.regions.type[region] ?? 0);
	const kind = region === undefined ? '' : escapeText(textAt(snapshot, snapshot.regions.kind, region));
	const isOther = (type === 'Heap' || type === 'Managed Heap') && kind !== '';
	const what = isOther ? `This heap is not glibc's but: ${kind}.` : 'There is no heap of glibc here.';
	return `${what} h is for a main heap, an arena or a mapped chunk.`;
}

/** Walks all heaps of the snapshot anew. What is listed, and of which kind, stays as it was asked for. */
export function startWalk(state: ScreenState, tool: HeapTool, {snapshot}: Derived): Update {
	const walk = state.walks + 1;
	const started: HeapTool = {
		...tool,
		walk,
		arenas: [],
		batches: [],
		notices: [],
		progress: undefined,
		end: undefined,
		refusal: undefined,
		arena: undefined,
		isPlaced: false,
		isBySize: false,
		row: 0,
		top: 0,
		steps: 0,
	};
	return {
		state: {...state, walks: walk, tool: started},
		effect: {kind: 'inspect', inspection: {kind: 'walk heap', walk, regions: findHeapRegions(snapshot)}},
	};
}
