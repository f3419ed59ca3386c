import {Chalk} from 'chalk';
import {Box, render, Text, useInput} from 'ink';
import {memo, useState} from 'react';
import {FakeTerminal} from './fake-terminal.ts';

const chalk = new Chalk({level: 3});

/** As long as the rows of the region list are at 200 columns, and with one cell in colour as they have. */
function rowText(row: number, count: number, isColored: boolean): string {
	const type = 'Private Data ';
	const address = `00007f${(row * 4096 + count).toString(16).padStart(10, '0')}`;
	const numbers = '1,234,567'.padStart(12).repeat(12);
	return `${address} ${isColored ? chalk.bgHex('#F4F400').hex('#101010')(type) : type} anonymous ${numbers} ${count}`;
}

/** The least that a screen of 50 changing rows can be with Ink: one `<Text>` a row, one string in each. */
function Rows({isColored}: {readonly isColored: boolean}) {
	const [count, setCount] = useState(0);
	useInput(() => setCount(before => before + 1));
	return (
		<Box flexDirection="column" width={200} height={50}>
			{Array.from({length: 50}, (_, row) => (
				<Row key={row} text={rowText(row, count, isColored)} />
			))}
		</Box>
	);
}

const Row = memo(function Row({text}: {readonly text: string}) {
	return <Text wrap="truncate">{text}</Text>;
});

export function openInkAlone(isColored: boolean): FakeTerminal {
	const terminal = new FakeTerminal();
	render(<Rows isColored={isColored} />, {
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
