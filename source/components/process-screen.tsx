import {Box, Text} from 'ink';
import type {ScreenView} from '../screen/view/screen.ts';
import {Lines} from './lines.tsx';
import type {Paint} from './paint.ts';
import {SmallTable} from './small-table.tsx';

/** One process: its line, the bars, the type table, and below it the region list or what covers it. */
export function ProcessScreen({view, paint}: {readonly view: ScreenView; readonly paint: Paint}) {
	return (
		<Box flexDirection="column" height="100%">
			<Lines lines={view.top.map(paint)} />
			{view.table ? (
				<Box marginTop={view.gap} marginBottom={view.gap} flexDirection="column">
					<SmallTable heading={paint(view.table.heading)} rows={view.table.rows.map(paint)} />
				</Box>
			) : null}
			<Box marginTop={view.table ? 0 : view.gap}>
				<Lines lines={view.panel.map(paint)} />
			</Box>
			<Box flexGrow={1} />
			<Text wrap="truncate">{paint(view.bottom)}</Text>
		</Box>
	);
}
