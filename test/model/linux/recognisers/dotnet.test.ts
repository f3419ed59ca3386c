import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

/** As .NET 8 maps them: the range of the collector, of which parts are committed, and code. */
const memory = `
	7e0000000000-7e0000400000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	7e0000400000-7e4000000000 ---p 0 00:00 0 | VmFlags mr mw me nr dd
	7f1000000000-7f1000010000 rwxp 0 00:00 0
	7f1000100000-7f1000140000 rw-p 0 00:00 0
`;
const library =
	'7f2000000000-7f2000001000 r--p 0 fe:00 9 /usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/libcoreclr.so';

describe('.NET', () => {
	test('has its heap in its largest reservation, and its code', () => {
		expect(recogniseKinds(`${memory}${library}`).slice(0, 4)).toEqual([
			'Managed Heap: .NET heap?',
			'Managed Heap: .NET heap?',
			'Managed Heap: .NET code?',
			'Private Data: anonymous',
		]);
	});

	test('is not seen without libcoreclr.so', () => {
		expect(recogniseKinds(memory).filter(kind => kind.includes('.NET'))).toEqual([]);
	});
});
