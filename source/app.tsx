import {Box, render, Text, useApp, useWindowSize} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import {findColorLevel} from './components/color-level.ts';
import {createPaint, type Paint} from './components/paint.ts';
import {PickerScreen} from './components/picker-screen.tsx';
import {ProcessScreen} from './components/process-screen.tsx';
import {useKeys} from './components/use-keys.ts';
import {smallestColumns, smallestRows} from './screen/layout.ts';
import {viewPicker} from './screen/picker/view.ts';
import type {Shown} from './screen/shown.ts';
import type {ScreenStore} from './screen/store.ts';
import {viewScreen} from './screen/view/screen.ts';

/**
 * Keys and samples that come between two frames share one. As often as a terminal shows a new picture, so that the first
 * numbers need not wait long behind the frame that says what is being read.
 */
const framesPerSecond = 60;

/** Puts the screen on the terminal's other page. `close` gives the page back as it was; `done` settles when it is gone. */
export function drawScreen(store: ScreenStore): {readonly close: () => Promise<void>; readonly done: Promise<void>} {
	const level = findColorLevel(process.env);
	const app = render(<App store={store} paint={createPaint(level)} hasColor={level > 0} />, {
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		maxFps: framesPerSecond,
		// Ctrl+C is a key of the table like all others.
		exitOnCtrlC: false,
		patchConsole: false,
	});
	const done = app.waitUntilExit().then(() => undefined);
	return {
		done,
		async close() {
			app.unmount();
			await done;
		},
	};
}

/** The whole screen: it takes what the store holds, and gives the store its keys and its size. */
export function App({
	store,
	paint,
	hasColor,
}: {
	readonly store: ScreenStore;
	readonly paint: Paint;
	readonly hasColor: boolean;
}) {
	const shown = useSyncExternalStore(store.subscribe, store.getShown);
	const {columns, rows} = useScreenSize();
	useEffect(() => {
		store.resize({columns, rows});
	}, [store, columns, rows]);
	useKeys(store.pressKeys);
	useStopSignal();

	// A frame between a resize and what follows from it would be laid out for the old size.
	const isStale = shown.size.columns !== columns || shown.size.rows !== rows;
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			{isStale ? null : <Content store={store} shown={shown} paint={paint} hasColor={hasColor} />}
		</Box>
	);
}

function Content({
	store,
	shown,
	paint,
	hasColor,
}: {
	readonly store: ScreenStore;
	readonly shown: Shown;
	readonly paint: Paint;
	readonly hasColor: boolean;
}) {
	const {columns, rows} = shown.size;
	if (columns < smallestColumns || rows < smallestRows) {
		return (
			<Text wrap="wrap">
				{`vmmap-tui needs ${smallestColumns} x ${smallestRows} cells; this terminal has ${columns} x ${rows}. Enlarge it, or press q to quit.`}
			</Text>
		);
	}

	if (shown.picker) {
		return <PickerScreen view={viewPicker(shown.picker, columns, rows)} paint={paint} />;
	}

	const derived = store.getDerived();
	if (!derived) {
		return <Text>{shown.status.kind === 'starting' ? `Reading process ${shown.status.pid} ...` : ''}</Text>;
	}

	return <ProcessScreen view={viewScreen(derived, shown, hasColor)} paint={paint} />;
}

/** Gives the terminal back while the program is stopped (SIGTSTP), and paints everything anew when it goes on. */
function useStopSignal() {
	const {suspendTerminal} = useApp();
	useEffect(() => {
		if (process.platform === 'win32') {
			return;
		}

		const stop = (): void => {
			void suspendTerminal(
				() =>
					new Promise<void>(resolve => {
						process.once('SIGCONT', () => resolve());
						process.kill(process.pid, 'SIGSTOP');
					}),
			);
		};
		process.on('SIGTSTP', stop);
		return () => {
			process.off('SIGTSTP', stop);
		};
	}, [suspendTerminal]);
}

/**
 * The size to draw in. A Windows console scrolls when its last cell is written, and Ink then paints whole frames; one
 * row less keeps it at painting what changed.
 */
function useScreenSize() {
	const {columns, rows} = useWindowSize();
	return {columns, rows: process.platform === 'win32' ? rows - 1 : rows};
}
