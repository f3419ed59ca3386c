import {expect, test} from 'vitest';
import {lineText} from '../../source/screen/line.ts';
import {initialScreenState, type ScreenState} from '../../source/screen/state.ts';
import {keyedTools} from '../../source/screen/tool-keys.ts';
import {viewBottomLine, viewHints} from '../../source/screen/view/key-line.ts';

const live = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;
const bottom = (state: Partial<ScreenState>, columns = 80) =>
	lineText(viewBottomLine({...initialScreenState, ...state}, live, columns));

test('the list has the keys that a beginner needs most first, and all tools where there is room', () => {
	expect(bottom({})).toMatch(/^Enter open {2}Esc back .*\? help {2}q quit/);
	expect(bottom({}, 200)).toMatch(/i strings {2}x hex {2}h heap {2}a map {2}! insights/);
});

test('of a file the line offers nothing that only a process can answer', () => {
	expect(bottom({}, 200)).toMatch(/ r refresh .* Space pause /);
	const line = lineText(viewBottomLine(initialScreenState, {kind: 'file', path: 'a.csv'}, 200));
	expect(line).toMatch(/^Enter open .* p process /);
	expect(line).not.toMatch(/refresh|pause/);
});

test('what covers the list has keys of its own', () => {
	expect(bottom({overlay: {kind: 'help', top: 0}})).toMatch(/^Down scroll/);
	expect(bottom({overlay: {kind: 'columns', row: 0}})).toMatch(/^Space switch/);
	expect(bottom({panel: 'timeline'})).toMatch(/^Left earlier/);
});

test('a line of keys is never wider than the screen, and cuts none of them', () => {
	const hints = [
		{key: 'enter', hint: 'open'},
		{key: 'escape', hint: 'back'},
		{key: 'x', hint: 'hex'},
	];
	for (let columns = 0; columns < 40; columns++) {
		const line = lineText(viewHints(hints, columns));
		expect(line.length).toBeLessThanOrEqual(columns);
		expect(line.trimEnd().split(/ {2}/).filter(Boolean)).toEqual(
			['Enter open', 'Esc back', 'x hex'].filter(text => line.includes(text)),
		);
	}
});

test('no key means two things in one tool', () => {
	for (const {keys} of keyedTools) {
		const all = keys.flatMap(binding => [...binding.keys]);
		expect(new Set(all).size).toBe(all.length);
	}
});
