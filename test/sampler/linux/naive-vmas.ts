import {decodeText} from '../../../source/sampler/linux/decode-text.ts';
import type {Vma} from './parse-text.ts';

/** Parses smaps line by line with regular expressions: slow, plain, and what the fast parser is held against. */
export function parseNaively(text: Uint8Array): readonly Vma[] {
	const vmas: {-readonly [Fact in keyof Vma]: Vma[Fact]}[] = [];
	const names = new Set<string>();
	for (const line of Buffer.from(text).toString('latin1').split('\n')) {
		const header = /^([\da-f]+)-([\da-f]+) (....) ([\da-f]+) (\S+) (\d+) *([^\n]*)$/.exec(line);
		const field = /^([^:]+):[ \t]*([^\n]*?)[ \t]*$/.exec(line);
		const vma = vmas.at(-1);
		if (header) {
			const [, start = '', end = '', permissions = '', offset = '', device = '', inode, path] = header;
			vmas.push({
				start: Number(`0x${start}`),
				size: Number(BigInt(`0x${end}`) - BigInt(`0x${start}`)),
				permissions,
				offset: Number(`0x${offset}`),
				device,
				inode: Number(inode),
				path: decode(path),
				vmFlags: '',
				fields: {},
			});
		} else if (field && vma) {
			const [, name = '', value = ''] = field;
			if (name === 'VmFlags') {
				vma.vmFlags = value;
			} else if (name === 'Name') {
				vma.path = decode(value);
			} else {
				names.add(decode(name));
				const unit = value.endsWith('kB') ? 1024 : 1;
				vma.fields = {...vma.fields, [decode(name)]: Number.parseInt(value, 10) * unit};
			}
		}
	}

	return vmas.map(vma => ({
		...vma,
		fields: Object.fromEntries(
			Array.from(names, name => [
				name,
				Object.hasOwn(vma.fields, name) ? (vma.fields[name] ?? Number.NaN) : Number.NaN,
			]),
		),
	}));
}

function decode(latin1 = ''): string {
	return decodeText(Buffer.from(latin1, 'latin1'));
}
