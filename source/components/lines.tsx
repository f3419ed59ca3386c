import {Box, Text} from 'ink';
import {memo} from 'react';

/**
 * Draws ready-made strings, one `<Text>` each. Ink's cost is per node, so a row is one node whatever it shows, and a row
 * whose string did not change is not made again.
 */
export function Lines({lines}: {readonly lines: readonly string[]}) {
	return (
		<Box flexDirection="column">
			{lines.map((line, row) => (
				// A row is its place on the screen: what stands there changes, the place does not.
				<Row key={row} text={line} />
			))}
		</Box>
	);
}

export const Row = memo(function Row({text}: {readonly text: string}) {
	// An empty <Text> has no height, and every panel keeps its place.
	return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
