import type {Architecture} from '../../model/snapshot.ts';

/** How many bytes at the start of a file `parseElfIdentity` needs. */
export const elfIdentitySize = 20;

export type ElfIdentity = {
	/** Width of an address in bits. */
	readonly bits: 32 | 64;
	readonly isLittleEndian: boolean;
	readonly type: number;
	readonly architecture: Architecture | undefined;
};

/** e_machine of include/uapi/linux/elf-em.h, for programs of 32 and of 64 bits. EM_X86_64 with 32 bits is the x32 ABI. */
const architectures: ReadonlyMap<number, {readonly 32?: Architecture; readonly 64?: Architecture}> = new Map([
	[3, {32: 'x86'}],
	[8, {32: 'mips', 64: 'mips64'}],
	[21, {64: 'ppc64'}],
	[22, {64: 's390x'}],
	[40, {32: 'arm'}],
	[62, {32: 'x64', 64: 'x64'}],
	[183, {64: 'arm64'}],
	[243, {64: 'riscv64'}],
	[258, {64: 'loong64'}],
]);

/**
 * Parses the start of an ELF file; undefined where it is none. elf(5), the same for both widths:
 *
 *  0  7f 45 4c 46   magic number
 *  4  01 | 02       32 | 64 bits
 *  5  01 | 02       little | big endian
 * 16  half word     e_type: 2 ET_EXEC, 3 ET_DYN
 * 18  half word     e_machine
 */
export function parseElfIdentity(bytes: Uint8Array<ArrayBuffer>): ElfIdentity | undefined {
	const [m0, m1, m2, m3, width, order] = bytes;
	const isElf = m0 === 0x7f && m1 === 0x45 && m2 === 0x4c && m3 === 0x46;
	if (!isElf || bytes.length < elfIdentitySize || (width !== 1 && width !== 2) || (order !== 1 && order !== 2)) {
		return undefined;
	}

	const bits = width === 1 ? 32 : 64;
	const isLittleEndian = order === 1;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		bits,
		isLittleEndian,
		type: view.getUint16(16, isLittleEndian),
		architecture: architectures.get(view.getUint16(18, isLittleEndian))?.[bits],
	};
}
