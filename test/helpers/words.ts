/** What is written in the memory of a process that is not there: eight words at each address. */
export function memoryOf(
	contents: Readonly<Record<string, readonly bigint[]>>,
): (address: number) => BigUint64Array | undefined {
	return address => {
		const words = contents[address.toString(16)];
		return words && BigUint64Array.from({length: 8}, (_, index) => words[index] ?? 0n);
	};
}
