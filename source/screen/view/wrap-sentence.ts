import {escapeText, wrapText} from '../../model/text.ts';
import {type Line, plain} from '../line.ts';

/** A sentence in as many lines as it takes: its end mostly says what would help. */
export function wrapSentence(sentence: string, columns: number): readonly Line[] {
	return wrapText(escapeText(sentence), columns).map(plain);
}
