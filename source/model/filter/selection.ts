/** A byte a region: 1 where it is selected, 0 where not. */
export type Selection = Uint8Array<ArrayBuffer>;
