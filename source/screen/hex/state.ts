import type {Finding} from '../../model/inspection.ts';
import type {TextField} from '../text-field.ts';

/** The bytes of a region, or of a part of it. */
export type HexTool = {
	readonly kind: 'hex';
	/** From its first address to behind its last. */
	readonly start: number;
	readonly end: number;
	/** What it is called, escaped. */
	readonly title: string;
	/** First address that is shown. */
	readonly top: number;
	/** What was read last; undefined until it has come. */
	readonly loaded: Extract<Finding, {kind: 'bytes'}> | undefined;
	/** Why nothing can be read. */
	readonly refusal: string | undefined;
	/** What is to be found, while it is typed, and why it cannot be. */
	readonly findField: {readonly field: TextField; readonly mistake: string | undefined} | undefined;
	/** What was looked for last; undefined until something was. */
	readonly find: HexFind | undefined;
	/** Bytes that stand out: what was found, or what the bytes were opened for. */
	readonly mark: HexMark | undefined;
	/** The name of the file to save to, while it is typed. */
	readonly file: TextField | undefined;
};

export type HexFind = {
	/** As it was typed. */
	readonly text: string;
	readonly needles: readonly Uint8Array<ArrayBuffer>[];
	/** Names what is looked for now. */
	readonly search: number;
	readonly isBackward: boolean;
	readonly isRunning: boolean;
	/** Bytes that were looked through, of how many. */
	readonly done: number;
	readonly total: number;
};

export type HexMark = {readonly address: number; readonly length: number};
