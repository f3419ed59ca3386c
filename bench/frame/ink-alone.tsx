import {Box, render, Text, useInput} from 'ink';
import {memo, useState} from 'react';
import {FakeTerminal} from './fake-terminal.ts';

/** As long as the rows of the region list are at 200 columns. */
const rowText = (row: number, count: number): string =>
	`00007f${(row * 4096 + count).toString(16).padStart(10, '0')} Private Data  anonymous ${'1,234,567'.padStart(12).repeat(12)} ${count}`;

/** The least that a screen of 50 changing rows can be with Ink: one `<Text>` a row, one plain string in each. */
function Rows() {
	const [count, setCount] = useState(0);
	useInput(() => setCount(before => before + 1));
	return (
		<Box flexDirection="column" width={200} height={50}>
			{Array.from({length: 50}, (_, row) => (
				<Row key={row} text={rowText(row, count)} />
			))}
		</Box>
	);
}

const Row = memo(function Row({text}: {readonly text: string}) {
	return <Text wrap="truncate">{text}</Text>;
});

export function openInkAlone(): FakeTerminal {
	const terminal = new FakeTerminal();
	render(<Rows />, {
		stdout: terminal,
		stdin: terminal.keyboard,
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 30,
		patchConsole: false,
	});
	return terminal;
}
