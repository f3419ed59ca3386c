import {type TextField, textFieldOf} from '../text-field.ts';

/** An address being typed. */
export type GoToTool = {
	readonly kind: 'goTo';
	readonly field: TextField;
	/** One sentence: why what was typed leads nowhere. */
	readonly mistake: string | undefined;
};

export const emptyGoTo: GoToTool = {kind: 'goTo', field: textFieldOf(''), mistake: undefined};
