/**
 * Writes a SID as text. Layout (winnt.h):
 *
 *      0  BYTE     Revision
 *      1  BYTE     SubAuthorityCount
 *      2  BYTE[6]  IdentifierAuthority, big-endian
 *      8  DWORD[]  SubAuthority
 *
 *     01 05 00 00 00 00 00 05 15 00 00 00 ... -> S-1-5-21-...
 *
 * Undefined where the bytes end before it does.
 */
export function formatSid(view: DataView): string | undefined {
	if (view.byteLength < 8) {
		return undefined;
	}

	const count = view.getUint8(1);
	if (view.byteLength < 8 + count * 4) {
		return undefined;
	}

	const authority = view.getUint16(2) * 0x1_0000_0000 + view.getUint32(4);
	const parts = Array.from({length: count}, (_, index) => view.getUint32(8 + index * 4, true));
	return ['S', view.getUint8(0), authority, ...parts].join('-');
}
