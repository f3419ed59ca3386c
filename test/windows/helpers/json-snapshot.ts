/** A snapshot as `snapshot --format json` writes it, as far as the tests look at it. Sizes in bytes. */
export type JsonSnapshot = {
	readonly platform: string;
	readonly process: Readonly<Record<string, unknown>>;
	readonly cost: {readonly milliseconds: number; readonly source: string; readonly attempts: number};
	readonly notices?: readonly string[];
	readonly counters: Readonly<Record<string, number>>;
	readonly summary: readonly ({readonly type: string} & Partial<JsonMeasures> & {readonly largest?: number})[];
	readonly regions: readonly JsonRegion[];
};

export type JsonMeasures = {
	readonly size: number;
	readonly committed: number;
	readonly private: number;
	readonly totalWs: number;
	readonly privateWs: number;
	readonly shareableWs: number;
	readonly sharedWs: number;
	readonly lockedWs: number;
};

export type JsonRegion = JsonBlock & {
	readonly type: string;
	readonly kind: string;
	readonly evidence: string;
	readonly isInferred?: true;
	readonly runs: number;
	readonly blocks: readonly JsonBlock[];
};

export type JsonBlock = {
	readonly address: string;
	readonly size: number;
	readonly committed: number;
	readonly protection?: string;
	readonly details?: string;
} & Partial<JsonMeasures>;

/** The address of a region or block as a number. */
export function addressOf({address}: {readonly address: string}): number {
	return Number.parseInt(address, 16);
}

/** The region that begins at an address; fails where there is none. */
export function regionAt({regions}: JsonSnapshot, address: number): JsonRegion {
	const region = regions.find(candidate => addressOf(candidate) === address);
	if (!region) {
		throw new Error(`No region begins at ${address.toString(16)}`);
	}

	return region;
}

/** The region that holds an address; fails where there is none. */
export function regionAround({regions}: JsonSnapshot, address: number): JsonRegion {
	const region = regions.find(candidate => {
		const start = addressOf(candidate);
		return start <= address && address < start + candidate.size;
	});
	if (!region) {
		throw new Error(`No region holds ${address.toString(16)}`);
	}

	return region;
}

/** Reads what the program wrote. */
export function parseSnapshot(text: string): JsonSnapshot {
	return JSON.parse(text);
}
