import type {DiffFormat} from '../formats/diff/diff-format.ts';
import type {SnapshotFormat} from '../formats/snapshot-format.ts';
import type {GrowthLimit} from './growth-limit.ts';

/** What the user asks for. A `target` is a pid, the name of a process, or a file. */
export type Command =
	| {readonly kind: 'help'; readonly text: string}
	| {readonly kind: 'version'}
	| ViewCommand
	| ({readonly kind: 'snapshot'} & SnapshotCommand)
	| ({readonly kind: 'processes'} & ProcessesCommand)
	| ({readonly kind: 'record'} & RecordCommand)
	| ({readonly kind: 'diff'} & DiffCommand);

/** A command that opens the screen. */
export type ViewCommand = {
	readonly intervalSeconds: number;
	/** What the history may take in bytes, where the user says. */
	readonly historyBytes?: number;
} & (
	| {readonly kind: 'pick'}
	| {readonly kind: 'view'; readonly target: string}
	| {readonly kind: 'open'; readonly file: string}
);

/** Without a file it is standard output that is written to. */
export type SnapshotCommand = {
	readonly target: string;
	readonly format: SnapshotFormat;
	readonly file?: string;
	/** Whether the JVM is asked what its memory is. */
	readonly asksJvm?: boolean;
};

export type ProcessesCommand = {readonly format: ProcessListFormat; readonly file?: string};

export type RecordCommand = {
	readonly target: string;
	readonly file: string;
	readonly intervalSeconds: number;
	/** Without it, until the process ends or the user stops it. */
	readonly durationSeconds: number | undefined;
	/** Whether the JVM is asked once, at the beginning, what its memory is. */
	readonly asksJvm?: boolean;
};

/** Each side is a pid, the name of a process or a file. Without a file it is standard output that is written to. */
export type DiffCommand = {
	readonly before: string;
	readonly after: string;
	readonly format: DiffFormat;
	readonly file?: string;
	readonly limits: readonly GrowthLimit[];
};

export const processListFormats = ['txt', 'json'] as const;

export type ProcessListFormat = (typeof processListFormats)[number];
