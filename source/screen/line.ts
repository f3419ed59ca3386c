/** A piece of a line with one look. Text is already escaped and fitted: it is drawn as it is. */
export type Segment = {
	readonly text: string;
	readonly look?: Look;
};

/** How a piece looks. Every look also has a sign in the text, since colour may be missing. */
export type Look = {
	/** A memory type's colour as `#RRGGBB`, for the text. */
	readonly color?: string;
	/** A memory type's colour as the ground, with dark text on it. */
	readonly background?: string;
	readonly isBold?: boolean;
	readonly isDim?: boolean;
	readonly isInverse?: boolean;
};

/** One row of the screen: never wider than the panel that it is made for. */
export type Line = readonly Segment[];

export const emptyLine: Line = [];

export function plain(text: string): Line {
	return [{text}];
}

export function bold(text: string): Segment {
	return {text, look: {isBold: true}};
}

export function dim(text: string): Segment {
	return {text, look: {isDim: true}};
}

export function lineText(line: Line): string {
	return line.map(segment => segment.text).join('');
}
