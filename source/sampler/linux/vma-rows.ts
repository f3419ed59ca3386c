import type {NumberColumn, TextColumn} from '../../model/snapshot.ts';

/** What the header lines of VMAs say, in columns that are being filled. All have room for `capacity` rows. */
export type VmaRows = {
	readonly capacity: number;
	readonly start: NumberColumn;
	readonly size: NumberColumn;
	readonly permissions: TextColumn;
	readonly offset: NumberColumn;
	readonly device: TextColumn;
	readonly inode: NumberColumn;
	readonly path: TextColumn;
	readonly vmFlags: TextColumn;
};

export function createVmaRows(capacity: number): VmaRows {
	return {
		capacity,
		start: new Float64Array(capacity),
		size: new Float64Array(capacity),
		permissions: new Uint32Array(capacity),
		offset: new Float64Array(capacity),
		device: new Uint32Array(capacity),
		inode: new Float64Array(capacity),
		path: new Uint32Array(capacity),
		vmFlags: new Uint32Array(capacity),
	};
}

/** The first `length` rows, or the rows there are and room for more, 0 so far. The same arrays where that is their length. */
export function resizeVmaRows(rows: VmaRows, length: number): VmaRows {
	return {
		capacity: length,
		start: resizeColumn(rows.start, length),
		size: resizeColumn(rows.size, length),
		permissions: resizeTextColumn(rows.permissions, length),
		offset: resizeColumn(rows.offset, length),
		device: resizeTextColumn(rows.device, length),
		inode: resizeColumn(rows.inode, length),
		path: resizeTextColumn(rows.path, length),
		vmFlags: resizeTextColumn(rows.vmFlags, length),
	};
}

/** The first `length` rows, or the rows there are and room for more. The column itself where that is its length. */
export function resizeColumn(column: NumberColumn, length: number): NumberColumn {
	if (length <= column.length) {
		return length === column.length ? column : column.slice(0, length);
	}

	const grown = new Float64Array(length);
	grown.set(column);
	return grown;
}

function resizeTextColumn(column: TextColumn, length: number): TextColumn {
	if (length <= column.length) {
		return length === column.length ? column : column.slice(0, length);
	}

	const grown = new Uint32Array(length);
	grown.set(column);
	return grown;
}
