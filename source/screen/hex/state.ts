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
	/** The name of the file to save to, while it is typed. */
	readonly file: TextField | undefined;
};
