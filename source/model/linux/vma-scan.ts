import type {ElfAnswer} from './elf-facts.ts';
import type {NameFacts} from './names.ts';
import {type Access, accessible, parsePermissions, shared} from './permissions.ts';
import {rememberFiles, rememberNames, rememberTexts} from './remember.ts';
import {hasVmFlag} from './vm-flags.ts';
import type {VmaColumns} from './vma-columns.ts';

/** What backs a VMA, as far as its header line tells. */
export type Origin = number;

/** Private memory without a name. */
export const anonymous = 0;
/** A name in brackets, given by the kernel or by the program. */
export const named = 1;
/** A file, a device or another object that has an inode. */
export const file = 2;

/** The VmFlags that grouping asks for, as bits. */
export const growsDown = 1;
export const noHugePage = 2;
export const mayHaveGuards = 4;
export const hugePages = 8;
export const locked = 16;
export const charged = 32;
export const shadowStack = 64;
export const droppable = 128;
/** nr: MAP_NORESERVE, so that writing to it is not charged. */
export const notReserved = 1024;
/** There is a VmFlags line. */
export const hasFlags = 256;
/** The VMA is accessible, whatever its parts are. */
const accessibleVma = 512;

const flagBits = [
	['gd', growsDown],
	['nh', noHugePage],
	['gu', mayHaveGuards],
	['ht', hugePages],
	['lo', locked],
	['ac', charged],
	['nr', notReserved],
	['ss', shadowStack],
	['dp', droppable],
	['rd', accessibleVma],
	['wr', accessibleVma],
	['ex', accessibleVma],
] as const;

/**
 * VMAs with what grouping asks of each row again and again. A process has thousands of VMAs but a few dozen texts of
 * permissions and flags, so each text is understood once.
 */
export type VmaScan = {
	readonly vmas: VmaColumns;
	/** Bytes. */
	readonly pageSize: number;
	/** Addresses of the target have 32 bits. */
	readonly is32Bit: boolean;
	/** Path of the program, where it is known. */
	readonly program: string | undefined;
	/** A row a VMA. */
	readonly access: Uint8Array;
	readonly origin: Uint8Array;
	/** Bits of VmFlags. */
	readonly flags: Uint16Array;
	/** VMAs that could be one mapping have one number here: their flags differ only in what mprotect and use change. */
	readonly flagGroup: Uint32Array;
	/** Whether any VMA has `nh`, so that this kernel marks stacks with it. */
	readonly marksStacks: boolean;
	/** What the name of a row says; undefined for an ordinary file and for no name. */
	readonly nameOf: (row: number) => NameFacts | undefined;
	/** Asks for the ELF headers of the file behind a row, once a file. */
	readonly elfOf: (row: number) => ElfAnswer;
};

/** Flags that come and go with mprotect, with writing and with guard pages, within one mapping. */
const passingFlags = /\b(rd|wr|ex|ac|nr|sd|gu)\b ?/g;

/** Understands every text of `vmas` once. */
export function scanVmas(
	vmas: VmaColumns,
	target: {
		readonly pageSize: number;
		readonly is32Bit: boolean;
		readonly program: string | undefined;
		readonly findElf: (row: number) => ElfAnswer;
	},
): VmaScan {
	const {count, strings} = vmas;
	const access = new Uint8Array(count);
	const origin = new Uint8Array(count);
	const flags = new Uint16Array(count);
	const flagGroup = new Uint32Array(count);
	const accessOf = rememberTexts(strings, parsePermissions);
	const flagsOf = rememberTexts(strings, readFlags);
	const groups = new Map<string, number>();
	const groupOf = rememberTexts(strings, text => {
		const lasting = text.replace(passingFlags, '').trim();
		const group = groups.get(lasting) ?? groups.size;
		groups.set(lasting, group);
		return group;
	});
	const isBracketed = rememberTexts(strings, text => (text.startsWith('[') ? 1 : 0));
	// Where there are no flags, as in maps, the name still tells that it grows.
	const flagsOfName = rememberTexts(strings, text => (text === '[stack]' ? growsDown : 0));
	let marksStacks = false;
	for (let row = 0; row < count; row++) {
		const flagText = vmas.vmFlags[row] ?? 0;
		const rowAccess = accessOf(vmas.permissions[row] ?? 0);
		const path = vmas.path[row] ?? 0;
		const rowFlags = flagsOf(flagText) | flagsOfName(path);
		access[row] = rowAccess;
		flags[row] = rowFlags;
		flagGroup[row] = groupOf(flagText);
		marksStacks ||= (rowFlags & noHugePage) !== 0;
		if (isBracketed(path) === 1) {
			origin[row] = named;
		} else if (path !== 0 || vmas.inode[row] !== 0 || (rowAccess & shared) !== 0) {
			origin[row] = file;
		}
	}

	return {
		vmas,
		pageSize: target.pageSize,
		is32Bit: target.is32Bit,
		program: target.program,
		access,
		origin,
		flags,
		flagGroup,
		marksStacks,
		nameOf: rememberNames(vmas, access),
		elfOf: rememberFiles(vmas, target.findElf),
	};
}

/** What stands after the inode of a row, as printed: a path, a name in brackets, or nothing. */
export function pathOf({vmas}: VmaScan, row: number): string {
	return vmas.strings[vmas.path[row] ?? 0] ?? '';
}

/** First address after a row. */
export function endOf({vmas}: VmaScan, row: number): number {
	return (vmas.start[row] ?? 0) + (vmas.size[row] ?? 0);
}

/** Whether a row begins where the row before it ends. */
export function touchesPrevious(scan: VmaScan, row: number): boolean {
	return row < scan.vmas.count && scan.vmas.start[row] === endOf(scan, row - 1);
}

/** Whether a row is private memory without a name. */
export function isAnonymous(scan: VmaScan, row: number): boolean {
	return row < scan.vmas.count && scan.origin[row] === anonymous;
}

/** Whether no page of a row can be touched: `---p`. */
export function isInaccessible(scan: VmaScan, row: number): boolean {
	return ((scan.access[row] ?? 0) & accessible) === 0;
}

/** Whether a row is a guard inside of a VMA: it cannot be touched, though VmFlags say that the VMA can. */
export function isGuard(scan: VmaScan, row: number): boolean {
	return isInaccessible(scan, row) && hasFlag(scan, row, accessibleVma);
}

/** Whether a row has all of these bits of access. */
export function allows(scan: VmaScan, row: number, bits: Access): boolean {
	return ((scan.access[row] ?? 0) & bits) === bits;
}

/** Whether a row has this flag. */
export function hasFlag(scan: VmaScan, row: number, flag: number): boolean {
	return ((scan.flags[row] ?? 0) & flag) !== 0;
}

/** Whether two rows map one file or object, both shared or both private. */
export function isSameObject(scan: VmaScan, left: number, right: number): boolean {
	const {vmas, access} = scan;
	return (
		vmas.path[left] === vmas.path[right] &&
		vmas.inode[left] === vmas.inode[right] &&
		vmas.device[left] === vmas.device[right] &&
		(((access[left] ?? 0) ^ (access[right] ?? 0)) & shared) === 0
	);
}

function readFlags(text: string): number {
	let bits = text === '' ? 0 : hasFlags;
	for (const [flag, bit] of flagBits) {
		if (hasVmFlag(text, flag)) {
			bits |= bit;
		}
	}

	return bits;
}
