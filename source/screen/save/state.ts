import type {TextField} from '../text-field.ts';

/** The name of a file being typed. */
export type SaveTool = {
	readonly kind: 'save';
	readonly field: TextField;
	/** One sentence: why nothing can be saved under this name. */
	readonly mistake: string | undefined;
};
