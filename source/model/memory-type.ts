/**
 * The ten types of memory, in VMMap's order and colours. The screen, the help, the README and every file format are
 * made from this one table.
 */
export const memoryTypes = [
	{
		name: 'Image',
		sign: 'I',
		color: '#D3A0FF',
		definition:
			'A program or shared library: an ELF or PE file mapped with executable pages, its data and .bss included.',
	},
	{
		name: 'Mapped File',
		sign: 'F',
		color: '#B1D6FF',
		definition: 'A file mapped as data, or a device.',
	},
	{
		name: 'Shareable',
		sign: 'S',
		color: '#DDEEFE',
		definition:
			'Memory that other processes can map too and that no file on disk backs: memfd, SysV, POSIX or anonymous.',
	},
	{
		name: 'Heap',
		sign: 'H',
		color: '#FF9666',
		definition: 'Memory of a native allocator: malloc, new, the Windows heap manager.',
	},
	{
		name: 'Managed Heap',
		sign: 'M',
		color: '#D3E279',
		definition: 'Memory of a garbage-collected runtime: .NET, Java, JavaScript, Go and others.',
	},
	{
		name: 'Stack',
		sign: 'K',
		color: '#FFC082',
		definition: 'The stack of a thread, with its guard.',
	},
	{
		name: 'Private Data',
		sign: 'P',
		color: '#F4F400',
		definition: 'Private memory of which nothing more is known.',
	},
	{
		name: 'Page Table',
		sign: 'T',
		color: '#D2A09F',
		definition: 'Kernel memory for the page tables of this process. It has no address in the process.',
	},
	{
		name: 'Unusable',
		sign: 'U',
		color: '#D2D2D2',
		definition: 'Address space that is not mapped and that the system will not give out.',
	},
	{
		name: 'Free',
		sign: '-',
		color: '#FFFFFF',
		definition: 'Address space that is not mapped.',
	},
] as const satisfies readonly MemoryTypeEntry[];

type MemoryTypeEntry = {
	readonly name: string;
	/** One ASCII character that says the type where there is no room or no colour. */
	readonly sign: string;
	readonly color: `#${string}`;
	readonly definition: string;
};

export type MemoryType = (typeof memoryTypes)[number]['name'];

/** The row of a type in `memoryTypes`: how a type is stored in a column of a snapshot. */
export type TypeCode = number;

const codes: ReadonlyMap<string, TypeCode> = new Map(memoryTypes.map(({name}, code) => [name, code]));

/** Finds the code under which columns store a type. */
export function typeCode(type: MemoryType): TypeCode {
	const code = codes.get(type);
	if (code === undefined) {
		throw new Error(`${type} is no memory type`);
	}

	return code;
}

/** Names the type that a column stores as `code`. */
export function typeName(code: TypeCode): MemoryType {
	const entry = memoryTypes[code];
	if (!entry) {
		throw new Error(`${code} is no code of a memory type`);
	}

	return entry.name;
}

/** Whether `text` is the exact name of a type. */
export function isMemoryType(text: string): text is MemoryType {
	return codes.has(text);
}
