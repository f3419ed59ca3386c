/** The map of the address space. */
export type AddressMapTool = {
	readonly kind: 'addressMap';
	/** A cell stands for 2 to this pages; undefined is the zoom at which everything fits. */
	readonly zoom: number | undefined;
	/** The address under the cursor. */
	readonly cursor: number;
	/** First row that is shown. Clamped on use. */
	readonly top: number;
};

/** Opens the map with the cursor at an address. */
export function openMap(cursor: number): AddressMapTool {
	return {kind: 'addressMap', zoom: undefined, cursor, top: 0};
}
