import fc from 'fast-check';

/** Names of which some begin alike, some fill the kernel's column of 16 characters, and some are longer. */
const names = [
	'Size',
	'KernelPageSize',
	'Rss',
	'Pss',
	'Pss_Dirty',
	'Private_Hugetlb',
	'Swap',
	'SwapPss',
	'THPeligible',
	'ProtectionKey',
	'VmFlagsOfVendor',
	'Vm',
	'HugePFNMapOfSomeVendor',
	'toString',
	'Été',
];

const fieldNames: fc.Arbitrary<readonly string[]> = fc.shuffledSubarray(names.map(toBytes));

const value = fc.oneof(
	{weight: 4, arbitrary: fc.constant(0)},
	{weight: 4, arbitrary: fc.integer({min: 1, max: 5000})},
	fc.integer({min: 0, max: 99_999_999}),
	fc.maxSafeNat(),
);

/** Mostly as the kernel prints it, sometimes in another way that means the same. */
const printField: fc.Arbitrary<(name: string) => string> = fc
	.record({
		value,
		layout: fc.oneof({weight: 12, arbitrary: fc.constant('kernel')}, fc.constantFrom('narrow', 'wide')),
		unit: fc.oneof({weight: 8, arbitrary: fc.constant(' kB')}, fc.constant('')),
	})
	.map(({value, layout, unit}) => (name: string) => {
		switch (layout) {
			case 'narrow':
				return `${name}: ${value}${unit}\n`;
			case 'wide':
				return `${name}:    ${String(value).padStart(12)}  ${unit}  \n`;
			default:
				return `${`${name}:`.padEnd(16)}${String(value).padStart(8)}${unit}\n`;
		}
	});

const path = fc.oneof(
	fc.constantFrom(
		'',
		'',
		'[heap]',
		'/usr/lib/x86_64-linux-gnu/libc.so.6',
		'/memfd:x (deleted)',
		'[anon: glibc: malloc]',
	),
	fc.string({unit: 'binary'}).map(text => toBytes(`/${text.replaceAll('\n', '')}`)),
	// Bytes that are no UTF-8.
	fc.uint8Array({maxLength: 12}).map(bytes => `/${String.fromCharCode(...bytes.filter(byte => byte !== 10))}`),
);

/** What stands before and after the end of an address that doubles still hold to the page. */
const lastPage = (1n << 52n) - 1n;

const header = fc
	.record({
		page: fc.bigInt({min: 0n, max: lastPage - 1n}),
		pages: fc.bigInt({min: 1n, max: 1n << 20n}),
		permissions: fc.constantFrom('r--p', 'rw-p', 'rwxs', '---p'),
		offset: fc.oneof({weight: 3, arbitrary: fc.constant(0)}, fc.maxSafeNat()),
		device: fc.constantFrom('00:00', '00:01', 'fe:00', '103:0a01b'),
		inode: fc.oneof({weight: 3, arbitrary: fc.constant(0n)}, fc.bigInt({min: 0n, max: (1n << 64n) - 1n})),
		path,
	})
	.map(({page, pages, permissions, offset, device, inode, path}) => {
		const end = page + pages > lastPage ? lastPage : page + pages;
		const facts = `${hex(page << 12n)}-${hex(end << 12n)} ${permissions} ${hex(offset)} ${device} ${inode} `;
		return `${path === '' ? facts : facts.padEnd(73)}${path}\n`;
	});

const flagTexts = [
	'rd ex mr mw me ',
	'rd wr mr mw me ac ',
	'rd wr mr mw me ac nh ',
	'',
	'?? rd',
	'rd wr  mr',
	'abc de f ',
];

/** A VMA of a kernel that prints the fields `usual`; one in four differs in some way. */
function vmaText(usual: readonly string[]): fc.Arbitrary<string> {
	return fc
		.record({
			header,
			name: fc.option(fc.constantFrom('[anon:libc_malloc]', '[anon:scudo:primary]'), {nil: undefined, freq: 5}),
			names: fc.oneof({weight: 3, arbitrary: fc.constant<readonly string[]>(usual)}, fieldNames),
			print: fc.array(printField, {minLength: names.length, maxLength: names.length}),
			flags: fc.oneof(
				{weight: 8, arbitrary: fc.constantFrom(...flagTexts.slice(0, 3))},
				fc.constantFrom(undefined, ...flagTexts),
			),
			blankLine: fc.oneof({weight: 9, arbitrary: fc.constant('')}, fc.constant('\n')),
		})
		.map(({header, name, names, print, flags, blankLine}) =>
			[
				header,
				name === undefined ? '' : `Name:           ${name}\n`,
				...names.map((name, index) => print[index]?.(name) ?? ''),
				flags === undefined ? '' : `VmFlags: ${flags}\n`,
				blankLine,
			].join(''),
		);
}

/** Texts of smaps as kernels of all ages and vendors may print them. */
export const smapsText: fc.Arbitrary<Uint8Array> = fieldNames
	.chain(usual => fc.array(vmaText(usual), {maxLength: 60}))
	.map(texts => Buffer.from(texts.join(''), 'latin1'));

/** The bytes of a text, each as the character with its number. */
function toBytes(text: string): string {
	return Buffer.from(text).toString('latin1');
}

function hex(number: bigint | number): string {
	return number.toString(16).padStart(8, '0');
}
