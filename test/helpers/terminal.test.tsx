import {Box, Text, useInput, useWindowSize} from 'ink';
import {useState} from 'react';
import {expect, test, vi} from 'vitest';
import {type Cell, paletteColor} from './cells.ts';
import {keys} from './keyboard.ts';
import {Screen} from './screen.ts';
import {cellsToSvg} from './svg.ts';
import {openTerminal} from './terminal.ts';

function Echo() {
	const {columns, rows} = useWindowSize();
	const [typed, setTyped] = useState('');
	useInput((input, key) => setTyped(before => before + (key.downArrow ? '<down>' : input)));
	return (
		<Box width={columns} height={rows} flexDirection="column" justifyContent="space-between">
			<Text>{`top ${columns} x ${rows}`}</Text>
			<Text>{`typed ${typed}`}</Text>
		</Box>
	);
}

test('keys that are pressed before the program listens are not lost', async () => {
	await using terminal = openTerminal(<Echo />);
	terminal.keyboard.press('a', keys.down, 'jjj');
	await terminal.waitForText('typed a<down>jjj');
	expect(terminal.keyboard.isRaw).toBe(true);
});

test('the whole screen is used, and again after a resize', async () => {
	await using terminal = openTerminal(<Echo />, {columns: 40, rows: 5});
	expect((await terminal.waitForText('typed')).split('\n')).toEqual(['top 40 x 5', '', '', '', 'typed']);
	terminal.screen.resize(30, 3);
	await vi.waitFor(async () => expect(await terminal.screen.text()).toBe('top 30 x 3\n\ntyped'));
});

test('the alternate screen is left at the end', async () => {
	const terminal = openTerminal(<Echo />);
	await terminal.waitForText('top');
	expect(terminal.screen.isAlternate).toBe(true);
	await terminal[Symbol.asyncDispose]();
	await terminal.screen.text();
	expect(terminal.screen.isAlternate).toBe(false);
	expect(terminal.keyboard.isRaw).toBe(false);
});

test('cells have the colours and the weight that were written', async () => {
	const screen = new Screen(10, 1);
	screen.write('\u001B[1;31ma\u001B[0m\u001B[38;2;211;160;255;48;5;231mb\u001B[0;7mc\u001B[0m世');
	const [row = []] = await screen.cells();
	const plain = {isBold: false, isDim: false, isItalic: false, isUnderlined: false, isInverse: false};
	expect(row.slice(0, 6)).toEqual([
		{...plain, text: 'a', width: 1, foreground: paletteColor(1), isBold: true},
		{...plain, text: 'b', width: 1, foreground: '#d3a0ff', background: '#ffffff'},
		{...plain, text: 'c', width: 1, isInverse: true},
		{...plain, text: '世', width: 2},
		{...plain, text: '', width: 0},
		{...plain, text: ' ', width: 1},
	] satisfies readonly Cell[]);
});

test('a picture keeps every character in its column and escapes it', async () => {
	const screen = new Screen(8, 1);
	screen.write('a<\u001B[7mb\u001B[0m世&');
	const svg = cellsToSvg(await screen.cells());
	expect(svg).toContain('>a&lt;</text>');
	expect(svg).toContain('<rect x="28.8" y="12" width="8.4" height="18" fill="#d3d7cf"/>');
	expect(svg).toMatch(/<text x="37.2"[^>]*>世<\/text>/);
	expect(svg).toMatch(/<text x="54"[^>]*>&amp; {2}<\/text>/);
});
