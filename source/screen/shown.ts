import type {Snapshot} from '../model/snapshot.ts';
import type {Size} from './layout.ts';
import type {PickerState} from './picker/state.ts';
import type {ScreenState} from './state.ts';
import type {Status} from './status.ts';

/** All that the screen shows, as one value. */
export type Shown = {
	readonly size: Size;
	readonly status: Status;
	/** The newest snapshot; undefined until the first has come. */
	readonly snapshot: Snapshot | undefined;
	readonly screen: ScreenState;
	/** Open over everything else. */
	readonly picker: PickerState | undefined;
};
