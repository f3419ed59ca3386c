import type {Inspection} from '../model/inspection.ts';
import type {ScreenState} from './state.ts';
import type {Time} from './time.ts';

/** What a key asks of the world outside the screen. */
export type Effect =
	| {readonly kind: 'quit'}
	| {readonly kind: 'refresh'}
	| {readonly kind: 'pause'}
	| {readonly kind: 'changeInterval'; readonly direction: 'shorter' | 'longer'}
	| {readonly kind: 'pickProcess'}
	| {readonly kind: 'inspect'; readonly inspection: Inspection}
	/** The session or the shown snapshot, by the extension of the name. */
	| {readonly kind: 'save'; readonly file: string}
	| {readonly kind: 'copy'; readonly text: string};

/** What comes of a key: `time` is there where another moment is shown. */
export type Update = {readonly state: ScreenState; readonly effect?: Effect; readonly time?: Time};
