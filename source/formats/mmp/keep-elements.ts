import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** Puts together elements that are not understood, one after the other. */
export type ElementKeeper = {
	/** Whether an element is open, so that all that comes is within it. */
	readonly isOpen: () => boolean;
	readonly open: (name: string, attributes: XmlAttributes) => void;
	readonly text: (text: string) => void;
	/** Closes the innermost element. Gives the outermost one when that is the one. */
	readonly close: () => XmlElement | undefined;
};

type OpenElement = XmlElement & {readonly content: (XmlElement | string)[]};

export function createElementKeeper(): ElementKeeper {
	const stack: OpenElement[] = [];
	return {
		isOpen: () => stack.length > 0,
		open(name, attributes) {
			const element: OpenElement = {name, attributes, content: []};
			stack.at(-1)?.content.push(element);
			stack.push(element);
		},
		text(text) {
			if (text.trim() !== '') {
				stack.at(-1)?.content.push(text);
			}
		},
		close() {
			const closed = stack.pop();
			return stack.length === 0 ? closed : undefined;
		},
	};
}
