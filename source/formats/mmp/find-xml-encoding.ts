import {findEncoding} from '../vmmap/find-encoding.ts';

/** `<?xml version="1.0" encoding="windows-1251"?>` */
const declaration = /^<\?xml[^>]{0,100}encoding=["']([\w-]{1,40})["']/;

/** The encoding of an XML file: as `findEncoding` has it, but that a code page may be named in the file. */
export function findXmlEncoding(bytes: Uint8Array): string {
	const found = findEncoding(bytes);
	const [, named] = declaration.exec(String.fromCharCode(...bytes.subarray(0, 200))) ?? [];
	return found === 'windows-1252' && named !== undefined && canDecode(named) ? named : found;
}

function canDecode(encoding: string): boolean {
	try {
		// A file without a mark that is said to be UTF-16 was found to be bytes.
		return !new TextDecoder(encoding).encoding.startsWith('utf-');
	} catch {
		return false;
	}
}
