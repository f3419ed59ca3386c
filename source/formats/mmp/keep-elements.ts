import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** A program that VMMap has traced has some 100,000 calls; each kept element takes some 300 bytes. */
export const mostKept = 1_000_000;

/** Puts together elements that are not understood, one after the other. */
export type ElementKeeper = {
	/** Whether an element is open, so that all that comes is within it. */
	readonly isOpen: () => boolean;
	/** Whether there were more than `mostKept`: those behind them are left out. */
	readonly isFull: () => boolean;
	readonly open: (name: string, attributes: XmlAttributes) => void;
	readonly text: (text: string) => void;
	/** Closes the innermost element. Gives the outermost one when that is the one, and it is kept. */
	readonly close: () => XmlElement | undefined;
};

type OpenElement = XmlElement & {readonly content: (XmlElement | string)[]};

export function createElementKeeper(): ElementKeeper {
	const stack: OpenElement[] = [];
	let count = 0;
	/** Whether the outermost element was opened before there were too many. */
	let isOutermostKept = true;
	const isFull = (): boolean => count > mostKept;
	return {
		isOpen: () => stack.length > 0,
		isFull,
		open(name, attributes) {
			const element: OpenElement = {name, attributes, content: []};
			count++;
			if (stack.length === 0) {
				isOutermostKept = !isFull();
			} else if (!isFull()) {
				stack.at(-1)?.content.push(element);
			}

			stack.push(element);
		},
		text(text) {
			if (!isFull() && text.trim() !== '') {
				stack.at(-1)?.content.push(text);
			}
		},
		close() {
			const closed = stack.pop();
			return stack.length === 0 && isOutermostKept ? closed : undefined;
		},
	};
}
