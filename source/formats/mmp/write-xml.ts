import {escapeText, replaceUnsafe} from '../../model/escape.ts';
import type {XmlElement} from './xml-element.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A start tag on a line of its own. Attributes without a value are left out. */
export function writeStartTag(name: string, attributes: Attributes, end: '>' | '/>' = '>'): string {
	const written = Object.entries(attributes).map(([key, value]) =>
		value === undefined ? '' : ` ${key}="${typeof value === 'number' ? value : escapeXml(value)}"`,
	);
	return `<${name}${written.join('')}${end}\n`;
}

/** An element with all that is in it. */
export function writeElement({name, attributes, content}: XmlElement): string {
	const inner = content.map(part => (typeof part === 'string' ? escapeXml(part) : writeElement(part))).join('');
	return content.length === 0
		? writeStartTag(name, attributes, '/>')
		: `${writeStartTag(name, attributes).trimEnd()}${inner}</${name}>\n`;
}

const special = /[&<>"]/g;

/** What no XML 1.0 can hold, not even as a number: control characters, halves of pairs, two that are no characters. */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * A text as it can stand in an attribute or between tags. What a terminal must not get is written as a number (`&#155;`),
 * which reads back as it was. What cannot be in XML is spelled out: `\e`.
 */
function escapeXml(text: string): string {
	const possible = text.replace(impossible, spellOut).replace(special, writeReference);
	return replaceUnsafe(possible, writeReference);
}

function writeReference(character: string): string {
	return `&#${character.codePointAt(0)};`;
}

function spellOut(character: string): string {
	const escaped = escapeText(character);
	return escaped === character ? `\\u${character.charCodeAt(0).toString(16)}` : escaped;
}
