/** One line of text that is being typed. `caret` counts the UTF-16 units before it and stands between characters. */
export type TextField = {
	readonly text: string;
	readonly caret: number;
};

export function textFieldOf(text: string): TextField {
	return {text, caret: text.length};
}

/** Applies a key by its name (`keys.ts`): editing as readline has it. A key that means nothing gives the same field. */
export function editText(field: TextField, key: string): TextField {
	const {text, caret} = field;
	switch (key) {
		case 'left':
			return {text, caret: before(text, caret)};
		case 'right':
			return {text, caret: after(text, caret)};
		case 'home':
		case 'ctrl+a':
			return {text, caret: 0};
		case 'end':
		case 'ctrl+e':
			return {text, caret: text.length};
		case 'backspace':
			return {text: text.slice(0, before(text, caret)) + text.slice(caret), caret: before(text, caret)};
		case 'delete':
			return {text: text.slice(0, caret) + text.slice(after(text, caret)), caret};
		case 'ctrl+u':
			return {text: text.slice(caret), caret: 0};
		case 'ctrl+k':
			return {text: text.slice(0, caret), caret};
		case 'ctrl+w': {
			const kept = text.slice(0, caret).replace(/\S*\s*$/, '');
			return {text: kept + text.slice(caret), caret: kept.length};
		}
		case 'space':
			return insert(field, ' ');
		default:
			return isPrintable(key) ? insert(field, key) : field;
	}
}

/** The place before the character before `caret`; a character may be a pair of UTF-16 units. */
function before(text: string, caret: number): number {
	const previous = [...text.slice(0, caret)].at(-1);
	return caret - (previous?.length ?? 0);
}

/** The place after the character that follows `caret`. */
function after(text: string, caret: number): number {
	const [next] = text.slice(caret);
	return caret + (next?.length ?? 0);
}

function insert({text, caret}: TextField, inserted: string): TextField {
	return {text: text.slice(0, caret) + inserted + text.slice(caret), caret: caret + inserted.length};
}

/** Names of other keys have several ASCII letters; a printable key is one character, of one or two UTF-16 units. */
function isPrintable(key: string): boolean {
	return [...key].length === 1 && key >= ' ' && key !== '\u007F';
}
