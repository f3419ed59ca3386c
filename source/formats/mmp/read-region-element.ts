import type {MemoryType} from '../../model/memory-type.ts';
import {describeProtection} from '../../model/windows/protection.ts';
import {checkSizes, type SizeName} from '../check-sizes.ts';
import type {VmmapRow} from '../vmmap/vmmap-region.ts';
import {readVmmapType, type VmmapType} from '../vmmap/vmmap-type.ts';
import {findUseType, toUseType} from './use-types.ts';
import type {XmlAttributes} from './xml-element.ts';

/** What we understand of a region's attributes; the rest is kept as it stands. */
const understood: ReadonlySet<string> = new Set([
	'Address',
	'Blocks',
	'ShareableWS',
	'SharedWS',
	'Size',
	'Commit',
	'PrivateBytes',
	'PrivateWS',
	'LockedWS',
	'Protection',
	'ProtectionText',
	'UseType',
	'Type',
	'Kind',
	'Details',
]);

/** What VMMap calls its sizes. It does not store the total of the working set. */
const names: Readonly<Record<SizeName, string>> = {
	size: 'Size',
	committed: 'Commit',
	private: 'PrivateBytes',
	totalWs: 'PrivateWS + ShareableWS',
	privateWs: 'PrivateWS',
	shareableWs: 'ShareableWS',
	sharedWs: 'SharedWS',
	lockedWs: 'LockedWS',
};

/** One element `Region`: a region, or a block of one. */
export type RegionElement = {
	readonly row: VmmapRow;
	readonly type: VmmapType;
	readonly blocks: number;
	readonly place: string;
	readonly others: XmlAttributes;
};

/**
 * Reads a region or a block. Numbers are decimal and bytes, addresses too.
 *
 *   <Region Address="65536" Blocks="2" ShareableWS="0" SharedWS="0" Size="65536" Commit="16384" PrivateBytes="16384"
 *   PrivateWS="0" Id="0" Protection="260" Storage="0" UseType="1" Type="Thread Stack" Details="Thread ID: 7">
 *
 * Throws a SyntaxError that names the attribute.
 */
export function readRegionElement(attributes: XmlAttributes, place: string): RegionElement {
	const number = (name: string): number | undefined => readNumber(attributes[name], name, place);
	const details = attributes['Details'] ?? '';
	const address = number('Address') ?? missing('Address', place);
	const size = number('Size') ?? missing('Size', place);
	if (size === 0 || address + size > Number.MAX_SAFE_INTEGER) {
		throw new SyntaxError(`${place}: Size must be 1 or more, and end within the address space`);
	}

	const useType = number('UseType');
	const type = readType(attributes, details, useType, place);
	// What every row of free space would say if it said it.
	const measure = (name: string): number | undefined => number(name) ?? (isSpace(type) ? 0 : undefined);
	const sizes = {
		size,
		committed: measure(names.committed),
		private: measure(names.private),
		totalWs: undefined,
		privateWs: measure(names.privateWs),
		shareableWs: measure(names.shareableWs),
		sharedWs: measure(names.sharedWs),
		lockedWs: measure(names.lockedWs),
	};
	checkSizes(sizes, {place: () => place, names, slack: 0});
	return {
		row: {
			address,
			...sizes,
			protection: isSpace(type) ? '' : (attributes['ProtectionText'] ?? describeProtection(number('Protection') ?? 0)),
			details,
		},
		type,
		blocks: number('Blocks') ?? 0,
		place,
		others: findOthers(attributes, useType === toUseType(type.type)),
	};
}

/** What is not understood, and UseType where it says something else than Type. */
function findOthers(attributes: XmlAttributes, isUseTypeUnderstood: boolean): XmlAttributes {
	const others: Record<string, string> = {};
	for (const name in attributes) {
		if (!understood.has(name) || (name === 'UseType' && !isUseTypeUnderstood)) {
			others[name] = attributes[name] ?? '';
		}
	}

	return others;
}

function isSpace({type}: VmmapType): boolean {
	return type === 'Free' || type === 'Unusable';
}

function readType(
	{Type: text = '', Kind: kind}: XmlAttributes,
	details: string,
	useType: number | undefined,
	place: string,
): VmmapType {
	const byNumber: MemoryType | undefined = useType === undefined ? undefined : findUseType(useType);
	const type = readVmmapType(text, details) ?? (byNumber && readByNumber(byNumber, text, details));
	if (!type || type.type === 'Page Table') {
		throw new SyntaxError(`${place}: Type or UseType must name a type of memory`);
	}

	return kind === undefined ? type : {...type, kind};
}

/** A text that is not known is something finer that we have no name for. */
function readByNumber(type: MemoryType, text: string, details: string): VmmapType | undefined {
	return text === '' ? readVmmapType(type, details) : {type, kind: text};
}

function readNumber(text: string | undefined, name: string, place: string): number | undefined {
	if (text === undefined || text === '') {
		return undefined;
	}

	const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
	if (!Number.isSafeInteger(number)) {
		throw new SyntaxError(`${place}: ${name} must be a whole number of bytes in decimal digits`);
	}

	return number;
}

function missing(name: string, place: string): never {
	throw new SyntaxError(`${place}: a Region must have the attribute ${name}`);
}
