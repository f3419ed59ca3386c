/**
 * What Intl.Segmenter makes of text whose characters never join: ASCII but for CR LF, block and box drawing, the
 * ellipsis. All other text is left to Intl.Segmenter, whose rules take 8 ms to load and which is slow: Ink's packages ask
 * it for every line of every frame.
 */
const neverJoined = /^[\0-\f\x0e-\x7f\u2026\u2191\u2193\u2500-\u259f]*$/;

/** Made when it is first needed, which in most runs is never. */
let segmenter;

/** In place of `new Intl.Segmenter()`, whose granularity is the grapheme, like here. */
export const quickSegmenter = {
	segment(text) {
		if (neverJoined.test(text)) {
			return new Characters(text);
		}

		segmenter ??= new Intl.Segmenter();
		return segmenter.segment(text);
	},
};

class Characters {
	constructor(text) {
		this.text = text;
	}

	containing(index = 0) {
		return index >= 0 && index < this.text.length ? describe(this.text, index) : undefined;
	}

	[Symbol.iterator]() {
		const {text} = this;
		let index = 0;
		return {
			next: () =>
				index < text.length ? {done: false, value: describe(text, index++)} : {done: true, value: undefined},
			[Symbol.iterator]() {
				return this;
			},
		};
	}
}

function describe(text, index) {
	return {segment: text[index], index, input: text};
}
