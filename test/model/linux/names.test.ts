import {describe, expect, test} from 'vitest';
import {findName} from '../../../source/model/linux/names.ts';

/** Type, kind and details that a name gives. */
function judge(name: string, isShared = false): string | undefined {
	const facts = findName(name, isShared);
	return facts && `${facts.type}: ${facts.kind} | ${facts.details}`;
}

describe('names that the kernel gives', () => {
	test.each([
		['[heap]', 'Heap: main heap | [heap]'],
		['[stack]', 'Stack: main stack | [stack]'],
		['[stack:1234]', 'Stack: thread stack | Thread ID: 1234'],
		['[vdso]', 'Image: vdso | [vdso]'],
		['[vvar]', 'Image: vdso data | [vvar]'],
		['[vvar_vclock]', 'Image: vdso data | [vvar_vclock]'],
		['[vsyscall]', 'Image: vsyscall | [vsyscall]'],
		['[uprobes]', 'Private Data: uprobes | [uprobes]'],
		['[vectors]', 'Image: kernel code | [vectors]'],
		['[newname]', 'Private Data: special mapping | [newname]'],
	])('%s', (name, expected) => {
		expect(judge(name)).toBe(expected);
	});
});

describe('names that programs give to anonymous memory', () => {
	test.each([
		['[anon: glibc: malloc arena]', 'Heap: glibc arena | glibc: malloc arena'],
		['[anon: glibc: malloc]', 'Heap: glibc malloc | glibc: malloc'],
		['[anon: glibc: pthread stack: 77]', 'Stack: thread stack | Thread ID: 77'],
		['[anon: glibc: pthread user stack: 77]', 'Stack: thread stack | Thread ID: 77'],
		['[anon: glibc: unused stack]', 'Stack: unused stack | glibc: unused stack'],
		['[anon: glibc: .bss /usr/lib/libc.so.6]', 'Image: .bss | glibc: .bss /usr/lib/libc.so.6'],
		['[anon:glibc: fatal]', 'Private Data: glibc | glibc: fatal'],
		['[anon: Go: heap]', 'Managed Heap: Go heap | Go: heap'],
		['[anon: Go: page summary]', 'Managed Heap: Go runtime | Go: page summary'],
		['[anon:tcmalloc_region_NORMAL]', 'Heap: tcmalloc | tcmalloc_region_NORMAL'],
		['[anon:mimalloc]', 'Heap: mimalloc | mimalloc'],
		['[anon:jemalloc_pg_overcommit]', 'Heap: jemalloc | jemalloc_pg_overcommit'],
		['[anon:partition_alloc]', 'Heap: PartitionAlloc | partition_alloc'],
		['[anon:v8]', 'Managed Heap: V8 | v8'],
		['[anon:js-gc-heap]', 'Managed Heap: SpiderMonkey heap | js-gc-heap'],
		['[anon:zend_alloc]', 'Managed Heap: PHP heap | zend_alloc'],
		['[anon:Ruby:rb_yjit_reserve_addr_space]', 'Managed Heap: Ruby code | Ruby:rb_yjit_reserve_addr_space'],
		['[anon:cpython:jit]', 'Managed Heap: Python code | cpython:jit'],
		['[anon:OCaml: minor heap 0]', 'Managed Heap: OCaml heap | OCaml: minor heap 0'],
		['[anon:stack_and_tls:9]', 'Stack: thread stack | Thread ID: 9'],
		['[anon:scudo:primary]', 'Heap: Scudo | scudo:primary'],
		['[anon:libc_malloc]', 'Heap: libc malloc | libc_malloc'],
		['[anon:dalvik-main space (region space)]', 'Managed Heap: ART heap | dalvik-main space (region space)'],
		['[anon:dalvik-zygote-jit-code-cache]', 'Managed Heap: ART code | dalvik-zygote-jit-code-cache'],
		['[anon:dalvik-card table]', 'Managed Heap: ART runtime | dalvik-card table'],
		['[anon:my pool]', 'Private Data: named anonymous | my pool'],
		['[anon:]', 'Private Data: named anonymous | '],
	])('%s', (name, expected) => {
		expect(judge(name)).toBe(expected);
	});

	test('an unknown name on shared memory is shareable, a known one means the same', () => {
		expect(judge('[anon_shmem:my pool]', true)).toBe('Shareable: named anonymous | my pool');
		expect(judge('[anon_shmem:v8]', true)).toBe('Managed Heap: V8 | v8');
	});
});

describe('paths that are not those of files', () => {
	test.each([
		['/memfd:x (deleted)', true, 'Shareable: memfd | /memfd:x (deleted)'],
		['/memfd:doublemapper (deleted)', true, 'Managed Heap: .NET code | /memfd:doublemapper (deleted)'],
		['/memfd:jit-cache (deleted)', true, 'Managed Heap: ART code | /memfd:jit-cache (deleted)'],
		['/SYSV0052e2c1 (deleted)', true, 'Shareable: SysV | /SYSV0052e2c1 (deleted)'],
		['/dev/shm/sem.x', true, 'Shareable: POSIX shared memory | /dev/shm/sem.x'],
		['/dev/zero (deleted)', true, 'Shareable: shared anonymous | /dev/zero (deleted)'],
		['/dev/zero', false, 'Private Data: anonymous | /dev/zero'],
		['/anon_hugepage (deleted)', true, 'Shareable: huge pages | /anon_hugepage (deleted)'],
		['/anon_hugepage (deleted)', false, 'Private Data: huge pages | /anon_hugepage (deleted)'],
		['/secretmem (deleted)', true, 'Private Data: secretmem | /secretmem (deleted)'],
		['anon_inode:[io_uring]', true, 'Private Data: io_uring | anon_inode:[io_uring]'],
		['anon_inode:[perf_event]', true, 'Private Data: perf_event | anon_inode:[perf_event]'],
		['anon_inode:kvm-vcpu:3', true, 'Private Data: KVM | anon_inode:kvm-vcpu:3'],
		['socket:[123]', true, 'Private Data: socket ring | socket:[123]'],
		['/dev/nvidia0', true, 'Mapped File: GPU | /dev/nvidia0'],
		['/dev/nvidia-uvm', true, 'Mapped File: GPU | /dev/nvidia-uvm'],
		['/dev/dri/renderD128', true, 'Mapped File: GPU | /dev/dri/renderD128'],
		['/dev/kfd', true, 'Mapped File: GPU | /dev/kfd'],
		['/dmabuf:', true, 'Shareable: DMA buffer | /dmabuf:'],
		['/drm mm object (deleted)', true, 'Shareable: GPU buffer | /drm mm object (deleted)'],
		['/i915 (deleted)', true, 'Shareable: GPU buffer | /i915 (deleted)'],
		['/memfd:java_heap (deleted)', true, 'Managed Heap: Java heap | /memfd:java_heap (deleted)'],
		['/dev/mem', true, 'Mapped File: device | /dev/mem'],
	])('%s', (name, isShared, expected) => {
		expect(judge(name, isShared)).toBe(expected);
	});
});

test('the path of an ordinary file says nothing more', () => {
	for (const path of ['/usr/lib/libc.so.6', '/memory', '/home/[heap]', '/developer/x', '']) {
		expect(judge(path)).toBeUndefined();
	}
});

test('a name with a line break inside is still that name', () => {
	expect(judge('[anon:two\nlines]')).toBe('Private Data: named anonymous | two\nlines');
});
