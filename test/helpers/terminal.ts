import {type Instance, type RenderOptions, render} from 'ink';
import type {ReactNode} from 'react';
import {Keyboard} from './keyboard.ts';
import {Screen} from './screen.ts';
import {waitUntil} from './wait-until.ts';

export type Terminal = Instance & {
	readonly screen: Screen;
	readonly keyboard: Keyboard;
	/** Waits until the screen shows `text` (or matches it) and gives the whole screen; fails with the screen as it is. */
	readonly waitForText: (text: string | RegExp) => Promise<string>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * Runs a component in a terminal emulator, with the same options as the program runs in a real one. `await using`
 * takes it down at the end of the test.
 */
export function openTerminal(
	node: ReactNode,
	{columns = 100, rows = 30, ...options}: {columns?: number; rows?: number} & Partial<RenderOptions> = {},
): Terminal {
	const screen = new Screen(columns, rows);
	const keyboard = new Keyboard();
	const app = render(node, {
		stdout: screen,
		stdin: keyboard,
		// Ink turns itself off where it finds CI=true.
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		patchConsole: false,
		...options,
	});
	return {
		...app,
		screen,
		keyboard,
		waitForText: async text =>
			waitUntil(async () => {
				const shown = await screen.text();
				if (typeof text === 'string' ? !shown.includes(text) : !text.test(shown)) {
					throw new Error(`The screen does not show ${text}:\n${shown}`);
				}

				return shown;
			}),
		[Symbol.asyncDispose]: async () => {
			app.unmount();
			await app.waitUntilExit();
			app.cleanup();
		},
	};
}
