import {escapeText, fitText, textWidth} from '../../model/text.ts';
import type {Line} from '../line.ts';
import type {TextField} from '../text-field.ts';

/** A bottom line in which a text is typed: what it is for, the text with its caret, and what follows from it. */
export function viewPrompt(label: string, {text, caret}: TextField, note: string, columns: number): Line {
	const [under = ' '] = text.slice(caret);
	const before = escapeText(text.slice(0, caret));
	const after = escapeText(text.slice(caret + under.length));
	const used = textWidth(label) + textWidth(before) + textWidth(after) + 5;
	return [
		{text: `${label} `, look: {isBold: true}},
		{text: before},
		{text: escapeText(under), look: {isInverse: true}},
		{text: after},
		{text: fitText(`   ${note}`, Math.max(0, columns - used)), look: {isDim: true}},
	];
}
