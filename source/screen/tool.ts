import type {AddressMapTool} from './address-map/state.ts';
import type {GoToTool} from './go-to/state.ts';
import type {HeapTool} from './heap/state.ts';
import type {HexTool} from './hex/state.ts';
import type {InsightsTool} from './insights/state.ts';
import type {JvmTool} from './jvm/state.ts';
import type {SaveTool} from './save/state.ts';
import type {StringsTool} from './strings/state.ts';
import type {EmptyTool} from './working-set/state.ts';

/** What looks inside a process and has the keys while it is open. */
export type Tool =
	| GoToTool
	| AddressMapTool
	| HexTool
	| HeapTool
	| StringsTool
	| EmptyTool
	| InsightsTool
	| JvmTool
	| SaveTool;
