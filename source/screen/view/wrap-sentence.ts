import {escapeText, fitText} from '../../model/text.ts';
import {type Line, plain} from '../line.ts';
import {wrapWords} from './wrap-words.ts';

/** A sentence in as many lines as it takes: its end mostly says what would help. */
export function wrapSentence(sentence: string, columns: number): readonly Line[] {
	return wrapWords(escapeText(sentence), columns).map(part => plain(fitText(part, columns)));
}
