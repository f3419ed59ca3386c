/** What the headers of a PE image say, as far as memory maps need it. Offsets and sizes are in bytes. */
export type PeFacts = {
	/** IMAGE_FILE_HEADER.Machine: 0x8664 x64, 0xaa64 ARM64, 0x14c x86, 0x1c4 ARM. */
	readonly machine: number;
	readonly isDll: boolean;
	/** May be loaded anywhere: IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE. */
	readonly isDynamicBase: boolean;
	/** A 32-bit program that can use addresses above 2 GB. */
	readonly isLargeAddressAware: boolean;
	readonly sizeOfImage: number;
	readonly sizeOfHeaders: number;
	/** In the order of the section table. */
	readonly sections: readonly PeSection[];
};

export type PeSection = {
	/** Up to 8 bytes of the file, as they are: may hold anything. */
	readonly name: string;
	/** From the beginning of the image. */
	readonly virtualAddress: number;
	readonly virtualSize: number;
};
