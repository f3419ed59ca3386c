import type {Architecture} from '../../model/snapshot.ts';

const page = 4096;

/**
 * First addresses above user space that kernels of an architecture may have, ascending: more levels of page tables give
 * more. TASK_SIZE in arch/ARCH/include/asm/processor.h.
 */
const sizesOf64Bits: Readonly<Partial<Record<Architecture, readonly number[]>>> = {
	// Four and five levels; the last page is kept free.
	x64: [2 ** 47 - page, 2 ** 56 - page],
	// Addresses of 39, 42, 47, 48 and 52 bits.
	arm64: [2 ** 39, 2 ** 42, 2 ** 47, 2 ** 48, 2 ** 52],
	// Sv39, Sv48, Sv57.
	riscv64: [2 ** 38, 2 ** 47, 2 ** 56],
	ppc64: [2 ** 46, 2 ** 47, 2 ** 52],
	s390x: [2 ** 42, 2 ** 53],
	mips64: [2 ** 40, 2 ** 48],
	loong64: [2 ** 39, 2 ** 47],
};

/** A kernel of 32 bits keeps the upper gigabyte, on x86 and arm as mostly configured; one of 64 bits all but two pages. */
const sizesOf32Bits = [0xc000_0000, 0xffff_e000, 2 ** 32];

/**
 * The first address above user space, for a process whose highest mapping ends at `end`. The kernel tells it nowhere,
 * but puts the stack just below it, so it is the lowest that is possible.
 */
export function findTaskSize(architecture: Architecture | undefined, addressDigits: 8 | 16, end: number): number {
	const sizes = addressDigits === 8 ? sizesOf32Bits : (sizesOf64Bits[architecture ?? 'x64'] ?? sizesOf64Bits.x64 ?? []);
	return sizes.find(size => end <= size) ?? end;
}
