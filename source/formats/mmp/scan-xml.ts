import {SaxesParser} from 'saxes';
import {escapeText} from '../../model/escape.ts';
import {decodeChunks} from '../vmmap/decode-chunks.ts';
import {findXmlEncoding} from './find-xml-encoding.ts';
import type {XmlAttributes} from './xml-element.ts';

/** What is told of a file while it is read. `place` is a line and a column, from 1. */
export type XmlListener = {
	readonly open: (name: string, attributes: XmlAttributes, place: string) => void;
	readonly close: (name: string) => void;
	readonly text: (text: string) => void;
};

/** VMMap's files have five levels; what we keep without understanding it may have some more. */
const deepest = 32;

/** VMMap has 14 attributes in a region. */
const mostAttributes = 64;

/** Characters. A path of Windows has 32,767 at most. */
const longestValue = 65_536;

/** Characters of a text, a comment or a tag: one that has no end would be collected until the file has. */
const longestPiece = 8 * 1024 * 1024;

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
	// A name cannot be written with references, as a value can, and what is not understood is written again.
	const checkName = (name: string): void => {
		if (escapeText(name) !== name) {
			refuse(`the name ${escapeText(name)} has characters that are not seen`);
		}
	};
	let depth = 0;
	let attributeCount = 0;
	let pieceStart = 0;
	parser.on('error', error => {
		// The parser puts its own place before the reason: `3:14: unclosed tag.`
		refuse(`it is no well-formed XML: ${error.message.replace(/^(?:\d+:)+\s*/, '').replace(/\.$/, '')}`);
	});
	parser.on('doctype', () => refuse('it has a DOCTYPE, as no file of VMMap has'));
	parser.on('opentagstart', () => {
		attributeCount = 0;
	});
	parser.on('attribute', ({name, value}) => {
		checkName(name);
		attributeCount++;
		if (attributeCount > mostAttributes) {
			refuse(`an element has more than ${mostAttributes} attributes`);
		}

		if (value.length > longestValue) {
			refuse(`an attribute has more than ${longestValue} characters`);
		}
	});
	parser.on('opentag', ({name, attributes}) => {
		pieceStart = parser.position;
		checkName(name);
		depth++;
		if (depth > deepest) {
			refuse(`elements lie more than ${deepest} deep in each other`);
		}

		open(name, attributes, place());
	});
	parser.on('closetag', ({name}) => {
		pieceStart = parser.position;
		depth--;
		close(name);
	});
	parser.on('text', text);
	parser.on('cdata', text);
	for (const chunk of decodeChunks(bytes, findXmlEncoding(bytes))) {
		parser.write(chunk);
		if (parser.position - pieceStart > longestPiece) {
			refuse(`nothing has ended for more than ${longestPiece} characters`);
		}
	}

	parser.close();
}
