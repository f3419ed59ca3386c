import type {Snapshot} from '../model/snapshot.ts';
import type {Size} from './layout.ts';
import type {PickerState} from './picker/state.ts';
import type {ScreenState} from './state.ts';
import type {Status} from './status.ts';
import type {Time} from './time.ts';

/** All that the screen shows, as one value. */
export type Shown = {
	readonly size: Size;
	readonly status: Status;
	/** Every snapshot so far, and which of them is shown. */
	readonly time: Time;
	/** The shown one; undefined until the first has come. */
	readonly snapshot: Snapshot | undefined;
	readonly screen: ScreenState;
	/** Open over everything else. */
	readonly picker: PickerState | undefined;
};
