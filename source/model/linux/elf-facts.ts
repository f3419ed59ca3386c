/** What the headers of an ELF file say, as far as memory maps need it. Offsets, addresses and sizes are in bytes. */
export type ElfFacts = {
	/**
	 * From e_type: ET_EXEC is a program, and so is ET_DYN that says so (DF_1_PIE) or has an interpreter but no name as a
	 * library (DT_SONAME); other ET_DYN are libraries.
	 */
	readonly role: 'executable' | 'shared library' | 'other';
	/** ET_DYN: may be loaded anywhere. */
	readonly isPositionIndependent: boolean;
	/** The PT_LOAD program headers in file order. */
	readonly segments: readonly ElfSegment[];
};

export type ElfSegment = {
	readonly offset: number;
	readonly virtualAddress: number;
	readonly fileSize: number;
	/** More than `fileSize` where the segment ends with .bss. */
	readonly memorySize: number;
};

/** `not ELF` is known by reading the file; undefined says that it could not be read. */
export type ElfAnswer = ElfFacts | 'not ELF' | undefined;
