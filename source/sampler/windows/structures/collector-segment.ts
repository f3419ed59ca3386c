import {type PointerSize, readPointer} from './read-pointer.ts';

/** How many bytes are read to see whether an allocation begins with a GC segment. */
export const collectorSegmentHeaderSize = 0x28;

/** How far into a segment its first object can be: the header takes a page at most. */
const farthestFirstObject = 0x1000;

/**
 * Whether an allocation from `base` to before `end` begins with a segment of .NET's garbage collector, by how its
 * pointers must lie to each other. Layout of heap_segment (the runtime's gcpriv.h, .NET Framework to .NET 6); the offsets
 * are multiples of the pointer size:
 *
 *     0  allocated   up to where objects are
 *     1  committed   up to where memory is committed
 *     2  reserved    up to where it is reserved
 *     3  used        up to where memory was ever written
 *     4  mem         the first object
 */
export function isCollectorSegment(view: DataView, size: PointerSize, base: number, end: number): boolean {
	const field = (index: number): number => readPointer(view, index * size, size);
	const [allocated, committed, reserved, used, firstObject] = [field(0), field(1), field(2), field(3), field(4)];
	return (
		firstObject > base &&
		firstObject <= base + farthestFirstObject &&
		firstObject <= allocated &&
		allocated <= committed &&
		used <= committed &&
		used > base &&
		committed <= reserved &&
		reserved <= end &&
		reserved % 0x1000 === 0 &&
		committed % 0x1000 === 0
	);
}
