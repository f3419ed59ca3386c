const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/**
 * Decodes what the kernel gives as bytes (paths, names, arguments). UTF-8 becomes text; a byte that is no part of
 * valid UTF-8 becomes `\xNN`, so that two names that differ in such bytes stay different. Nothing else is changed.
 */
export function decodeText(bytes: Uint8Array): string {
	try {
		return utf8.decode(bytes);
	} catch (error) {
		if (!(error instanceof TypeError)) {
			throw error;
		}

		return decodeInvalidText(bytes);
	}
}

function decodeInvalidText(bytes: Uint8Array): string {
	let text = '';
	let at = 0;
	while (at < bytes.length) {
		const character = decodeCharacter(bytes, at);
		if (character === undefined) {
			text += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
			at++;
		} else {
			text += character.text;
			at += character.length;
		}
	}

	return text;
}

/** The character that begins at `at`, or undefined where no valid one does. A character has at most four bytes. */
function decodeCharacter(bytes: Uint8Array, at: number): {text: string; length: number} | undefined {
	for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
		try {
			return {text: utf8.decode(bytes.subarray(at, at + length)), length};
		} catch (error) {
			if (!(error instanceof TypeError)) {
				throw error;
			}
		}
	}

	return undefined;
}
