import {Box} from 'ink';
import type {PickerView} from '../screen/picker/view.ts';
import {Lines} from './lines.tsx';
import type {Paint} from './paint.ts';

/** The list of processes: title, heading, rows, and the filter at the bottom. */
export function PickerScreen({view, paint}: {readonly view: PickerView; readonly paint: Paint}) {
	return (
		<Box flexDirection="column" height="100%">
			<Lines lines={[view.title, view.heading, ...view.rows].map(paint)} />
			<Box flexGrow={1} />
			<Lines lines={view.bottom.map(paint)} />
		</Box>
	);
}
