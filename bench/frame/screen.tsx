import {render} from 'ink';
import {App} from '../../source/app.tsx';
import {createPaint} from '../../source/components/paint.ts';
import {createScreenStore} from '../../source/screen/store.ts';
import {makeLargeSnapshot} from '../../test/helpers/snapshots.ts';
import {FakeTerminal} from './fake-terminal.ts';

/** The whole screen with colours on a process of so many blocks, as the program draws it. */
export function openScreen(blockCount: number): FakeTerminal {
	const terminal = new FakeTerminal();
	const status = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;
	const store = createScreenStore({size: {columns: terminal.columns, rows: terminal.rows}, status}, () => {});
	store.addSnapshot(makeLargeSnapshot(blockCount, 4), status);
	render(<App store={store} paint={createPaint(3)} hasColor />, {
		stdout: terminal,
		stdin: terminal.keyboard,
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 30,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	return terminal;
}
