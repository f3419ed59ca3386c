import {SaxesParser} from 'saxes';
import {findEncoding} from '../vmmap/find-encoding.ts';
import type {XmlAttributes} from './xml-element.ts';

/** What is told of a file while it is read. `place` is a line and a column, from 1. */
export type XmlListener = {
	readonly open: (name: string, attributes: XmlAttributes, place: string) => void;
	readonly close: (name: string) => void;
	readonly text: (text: string) => void;
};

/** Bytes that are made into text at once. */
const chunkSize = 256 * 1024;

/** VMMap's files have five levels; what we keep without understanding it may have some more. */
const deepest = 32;

/** VMMap has 14 attributes in a region. */
const mostAttributes = 64;

/** Characters. A path of Windows has 32,767 at most. */
const longestValue = 65_536;

/**
 * Reads well-formed XML piece by piece. There is no DOCTYPE in what VMMap writes, so one is refused, and with it every
 * entity but the five of XML. Throws a SyntaxError with line and column.
 */
export function scanXml(bytes: Uint8Array, {open, close, text}: XmlListener): void {
	const parser = new SaxesParser();
	const place = (): string => `line ${parser.line}, column ${parser.column + 1}`;
	const refuse = (reason: string): never => {
		throw new SyntaxError(`${place()}: ${reason}`);
	};
	let depth = 0;
	parser.on('error', error => {
		// The parser puts its own place before the reason: `3:14: unclosed tag.`
		refuse(`it is no well-formed XML: ${error.message.replace(/^(?:\d+:)+\s*/, '').replace(/\.$/, '')}`);
	});
	parser.on('doctype', () => refuse('it has a DOCTYPE, as no file of VMMap has'));
	parser.on('attribute', ({value}) => {
		if (value.length > longestValue) {
			refuse(`an attribute has more than ${longestValue} characters`);
		}
	});
	parser.on('opentag', ({name, attributes}) => {
		depth++;
		if (depth > deepest) {
			refuse(`elements lie more than ${deepest} deep in each other`);
		}

		if (Object.keys(attributes).length > mostAttributes) {
			refuse(`an element has more than ${mostAttributes} attributes`);
		}

		open(name, attributes, place());
	});
	parser.on('closetag', ({name}) => {
		depth--;
		close(name);
	});
	parser.on('text', text);
	parser.on('cdata', text);

	const decoder = new TextDecoder(findEncoding(bytes));
	for (let start = 0; start < bytes.length; start += chunkSize) {
		parser.write(decoder.decode(bytes.subarray(start, start + chunkSize), {stream: true}));
	}

	parser.write(decoder.decode()).close();
}
