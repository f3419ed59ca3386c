import type {Verdict} from './verdict.ts';

/** What the text at the end of a VMA's header line says of it. */
export type NameFacts = Verdict & {
	/** What tells it from others of its kind: a thread, a name, the path as the kernel prints it. */
	readonly details: string;
	/** The memory behind the name may hold a program as well: an ELF file in it makes it an Image. */
	readonly mayBeImage?: boolean;
};

/**
 * A row of the table. `name` is the text as maps shows it, but `[anon:X]`, `[anon: X]` and `[anon_shmem:X]` are all
 * written `anon:X`; with `*` at its end it stands for all names that begin so.
 */
type NameRule = Verdict & {
	readonly name: string;
	/** Only for a mapping that is shared, or only for one that is private. */
	readonly sharing?: 'private' | 'shared';
	/** The rest of the name, which `*` stands for, is the id of a thread. */
	readonly isThread?: boolean;
	readonly mayBeImage?: boolean;
};

const kernel = 'The kernel names it so.';
const glibc = 'glibc names it so (tunable glibc.mem.decorate_maps).';
const go = 'The Go runtime names it so.';
const tcmalloc = 'tcmalloc names it so.';
const mimalloc = 'mimalloc names it so.';
const jemalloc = 'jemalloc names it so.';
const chromium = 'Chromium names it so.';
const firefox = 'Firefox names it so.';
const php = 'PHP names it so.';
const ruby = 'Ruby names it so.';
const python = 'CPython names it so.';
const ocaml = 'The OCaml runtime names it so.';
const bionic = 'bionic names it so.';
const art = 'The Android runtime names it so.';
const sharedObject = 'The path is that of an object in memory, not on disk.';
const kernelObject = 'The path is that of an object of the kernel.';
const device = 'The path is that of a device.';

/**
 * All names that tell what memory is, the first match counts. Linux: fs/proc/task_mmu.c, mm/shmem.c, ipc/shm.c and
 * arch/*; the others: what the sources of each program pass to prctl(PR_SET_VMA_ANON_NAME).
 */
const nameRules: readonly NameRule[] = [
	{name: '[heap]', type: 'Heap', kind: 'main heap', evidence: kernel},
	{name: '[stack]', type: 'Stack', kind: 'main stack', evidence: kernel},
	{name: '[stack:*', type: 'Stack', kind: 'thread stack', evidence: kernel, isThread: true},
	{name: '[vdso]', type: 'Image', kind: 'vdso', evidence: kernel},
	// The data of the vDSO: it has no other reader, and the kernel maps both as one, so it is part of the same image.
	{name: '[vvar*', type: 'Image', kind: 'vdso data', evidence: kernel},
	{name: '[vsyscall]', type: 'Image', kind: 'vsyscall', evidence: kernel},
	{name: '[sigpage]', type: 'Image', kind: 'kernel code', evidence: kernel},
	{name: '[vectors]', type: 'Image', kind: 'kernel code', evidence: kernel},
	{name: '[uprobes]', type: 'Private Data', kind: 'uprobes', evidence: kernel},

	{name: 'anon:glibc: malloc arena', type: 'Heap', kind: 'glibc arena', evidence: glibc},
	{name: 'anon:glibc: malloc', type: 'Heap', kind: 'glibc malloc', evidence: glibc},
	{name: 'anon:glibc: loader malloc', type: 'Heap', kind: 'loader heap', evidence: glibc},
	{name: 'anon:glibc: pthread stack: *', type: 'Stack', kind: 'thread stack', evidence: glibc, isThread: true},
	{name: 'anon:glibc: pthread user stack: *', type: 'Stack', kind: 'thread stack', evidence: glibc, isThread: true},
	{name: 'anon:glibc: unused stack', type: 'Stack', kind: 'unused stack', evidence: glibc},
	{name: 'anon:glibc: .bss*', type: 'Image', kind: '.bss', evidence: glibc},
	{name: 'anon:glibc: getrandom*', type: 'Private Data', kind: 'getrandom state', evidence: glibc},
	{name: 'anon:glibc: *', type: 'Private Data', kind: 'glibc', evidence: glibc},

	{name: 'anon:Go: heap', type: 'Managed Heap', kind: 'Go heap', evidence: go},
	{name: 'anon:Go: heap reservation', type: 'Managed Heap', kind: 'Go heap', evidence: go},
	{name: 'anon:Go: *', type: 'Managed Heap', kind: 'Go runtime', evidence: go},

	{name: 'anon:tcmalloc*', type: 'Heap', kind: 'tcmalloc', evidence: tcmalloc},
	{name: 'anon:absl', type: 'Heap', kind: 'tcmalloc', evidence: 'Abseil names it so.'},
	{name: 'anon:mimalloc*', type: 'Heap', kind: 'mimalloc', evidence: mimalloc},
	{name: 'anon:jemalloc*', type: 'Heap', kind: 'jemalloc', evidence: jemalloc},
	{name: 'anon:Heap Layer*', type: 'Heap', kind: 'Heap Layers', evidence: 'The allocator Heap Layers names it so.'},

	{name: 'anon:partition_alloc', type: 'Heap', kind: 'PartitionAlloc', evidence: chromium},
	{name: 'anon:v8', type: 'Managed Heap', kind: 'V8', evidence: chromium},
	{name: 'anon:blink_gc', type: 'Managed Heap', kind: 'Blink heap', evidence: chromium},
	{name: 'anon:chromium', type: 'Private Data', kind: 'Chromium', evidence: chromium},

	{name: 'anon:js-gc-heap', type: 'Managed Heap', kind: 'SpiderMonkey heap', evidence: firefox},
	{name: 'anon:js-executable-memory', type: 'Managed Heap', kind: 'SpiderMonkey code', evidence: firefox},
	{name: 'anon:js-sandbox-memory', type: 'Managed Heap', kind: 'SpiderMonkey heap', evidence: firefox},
	{name: 'anon:wasm-reserved', type: 'Managed Heap', kind: 'WebAssembly memory', evidence: firefox},
	{name: 'anon:asm-js-reserved', type: 'Managed Heap', kind: 'WebAssembly memory', evidence: firefox},

	{name: 'anon:zend_alloc', type: 'Managed Heap', kind: 'PHP heap', evidence: php},
	{name: 'anon:zend_fiber_stack', type: 'Stack', kind: 'fiber stack', evidence: php},
	{name: 'anon:zend_huge_code_pages', type: 'Image', kind: 'code on huge pages', evidence: php},

	{name: 'anon:Ruby:nt_alloc_thread_stack_chunk', type: 'Stack', kind: 'thread stacks', evidence: ruby},
	{name: 'anon:Ruby:rb_yjit_*', type: 'Managed Heap', kind: 'Ruby code', evidence: ruby},
	{name: 'anon:Ruby:rb_zjit_*', type: 'Managed Heap', kind: 'Ruby code', evidence: ruby},
	{name: 'anon:Ruby:*', type: 'Managed Heap', kind: 'Ruby heap', evidence: ruby},

	{name: 'anon:cpython:jit*', type: 'Managed Heap', kind: 'Python code', evidence: python},
	{name: 'anon:cpython:*', type: 'Managed Heap', kind: 'Python heap', evidence: python},
	{name: 'anon:OCaml: *', type: 'Managed Heap', kind: 'OCaml heap', evidence: ocaml},
	{name: 'anon:kj_fiber_stack', type: 'Stack', kind: 'fiber stack', evidence: 'The library kj names it so.'},
	{name: 'anon:guest-*', type: 'Private Data', kind: 'guest memory', evidence: 'OpenVMM names it so.'},

	{name: 'anon:stack_and_tls:*', type: 'Stack', kind: 'thread stack', evidence: bionic, isThread: true},
	{name: 'anon:thread stack guard', type: 'Stack', kind: 'stack guard', evidence: bionic},
	{name: 'anon:thread signal stack*', type: 'Stack', kind: 'signal stack', evidence: bionic},
	{name: 'anon:scudo:*', type: 'Heap', kind: 'Scudo', evidence: 'The allocator Scudo names it so.'},
	{name: 'anon:GWP-ASan*', type: 'Heap', kind: 'GWP-ASan', evidence: 'The allocator GWP-ASan names it so.'},
	{name: 'anon:libc_malloc', type: 'Heap', kind: 'libc malloc', evidence: bionic},
	{name: 'anon:bionic_alloc_*', type: 'Heap', kind: 'bionic heap', evidence: bionic},
	{name: 'anon:linker_alloc*', type: 'Heap', kind: 'loader heap', evidence: bionic},
	{name: 'anon:.bss', type: 'Image', kind: '.bss', evidence: bionic},
	{name: 'anon:bionic TLS*', type: 'Private Data', kind: 'thread-local storage', evidence: bionic},
	{name: 'anon:cfi shadow', type: 'Private Data', kind: 'bionic', evidence: bionic},
	{name: 'anon:atexit handlers', type: 'Private Data', kind: 'bionic', evidence: bionic},
	{name: 'anon:arc4random data', type: 'Private Data', kind: 'bionic', evidence: bionic},
	{name: 'anon:System property context nodes', type: 'Private Data', kind: 'bionic', evidence: bionic},

	{name: 'anon:dalvik-jit-code-cache', type: 'Managed Heap', kind: 'ART code', evidence: art},
	{name: 'anon:dalvik-zygote-jit-code-cache', type: 'Managed Heap', kind: 'ART code', evidence: art},
	{name: 'anon:dalvik-main space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-large object space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-free list large object space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-non moving space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-zygote space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-alloc space*', type: 'Managed Heap', kind: 'ART heap', evidence: art},
	{name: 'anon:dalvik-*', type: 'Managed Heap', kind: 'ART runtime', evidence: art},
	{name: '/dev/ashmem/dalvik-*', type: 'Managed Heap', kind: 'ART runtime', evidence: art},
	{name: '/memfd:jit-cache*', type: 'Managed Heap', kind: 'ART code', evidence: art},
	{name: '/memfd:jit-zygote-cache*', type: 'Managed Heap', kind: 'ART code', evidence: art},
	{name: '/memfd:doublemapper*', type: 'Managed Heap', kind: '.NET code', evidence: 'The .NET runtime names it so.'},

	{name: '/memfd:java_heap*', type: 'Managed Heap', kind: 'Java heap', evidence: 'The JVM names it so (ZGC).'},

	{name: '/memfd:*', type: 'Shareable', kind: 'memfd', evidence: sharedObject, mayBeImage: true},
	{name: '/SYSV*', type: 'Shareable', kind: 'SysV', evidence: sharedObject},
	{name: '/dev/shm/*', type: 'Shareable', kind: 'POSIX shared memory', evidence: sharedObject, mayBeImage: true},
	{name: '/dev/zero*', sharing: 'shared', type: 'Shareable', kind: 'shared anonymous', evidence: sharedObject},
	{
		name: '/dev/zero*',
		sharing: 'private',
		type: 'Private Data',
		kind: 'anonymous',
		evidence: 'A private mapping of /dev/zero is anonymous memory.',
	},
	{name: '/anon_hugepage*', sharing: 'shared', type: 'Shareable', kind: 'huge pages', evidence: sharedObject},
	{name: '/anon_hugepage*', sharing: 'private', type: 'Private Data', kind: 'huge pages', evidence: kernel},
	{name: '/dev/hugepages/*', sharing: 'shared', type: 'Shareable', kind: 'huge pages', evidence: sharedObject},
	{name: '/dev/ashmem*', type: 'Shareable', kind: 'ashmem', evidence: sharedObject},
	{name: '/dmabuf:*', type: 'Shareable', kind: 'DMA buffer', evidence: sharedObject},
	{name: '/drm mm object*', type: 'Shareable', kind: 'GPU buffer', evidence: sharedObject},
	{name: '/i915*', type: 'Shareable', kind: 'GPU buffer', evidence: sharedObject},

	{name: '/secretmem*', type: 'Private Data', kind: 'secretmem', evidence: kernelObject},
	{name: '/[aio]*', type: 'Private Data', kind: 'AIO ring', evidence: kernelObject},
	{name: 'anon_inode:[io_uring]*', type: 'Private Data', kind: 'io_uring', evidence: kernelObject},
	{name: 'anon_inode:[perf_event]*', type: 'Private Data', kind: 'perf_event', evidence: kernelObject},
	{name: 'anon_inode:kvm-*', type: 'Private Data', kind: 'KVM', evidence: kernelObject},
	{name: 'anon_inode:*', type: 'Private Data', kind: 'kernel object', evidence: kernelObject},
	{name: 'socket:*', type: 'Private Data', kind: 'socket ring', evidence: kernelObject},

	{name: '/dev/__properties__/*', type: 'Mapped File', kind: 'system properties', evidence: bionic},
	{name: '/dev/dri/*', type: 'Mapped File', kind: 'GPU', evidence: device},
	{name: '/dev/nvidia*', type: 'Mapped File', kind: 'GPU', evidence: device},
	{name: '/dev/kfd', type: 'Mapped File', kind: 'GPU', evidence: device},
	{name: '/dev/kgsl-*', type: 'Mapped File', kind: 'GPU', evidence: device},
	{name: '/dev/mali*', type: 'Mapped File', kind: 'GPU', evidence: device},
	{name: '/dev/*', type: 'Mapped File', kind: 'device', evidence: device},
];

/** `[anon:X]`, `[anon: X]` (glibc and Go begin with a blank) and `[anon_shmem:X]`. */
const anonymousName = /^\[anon(_shmem)?: ?(.*)\]$/s;

/**
 * Says what a name means, as maps shows it; undefined for the path of an ordinary file. A name that no rule knows is
 * `named anonymous`, or `special mapping` where the kernel gave it.
 */
export function findName(text: string, isShared: boolean): NameFacts | undefined {
	const [, shmem, own] = anonymousName.exec(text) ?? [];
	const key = own === undefined ? text : `anon:${own}`;
	const rule = (rulesByBeginning.get(beginning(key)) ?? []).find(candidate => matches(candidate, key, isShared));
	if (rule) {
		return {...rule, details: rule.isThread ? `Thread ID: ${threadOf(rule, key)}` : (own ?? text)};
	}

	if (own !== undefined) {
		return {...(shmem === undefined ? namedAnonymous : namedShared), details: own};
	}

	return text.startsWith('[') ? {...specialMapping, details: text} : undefined;
}

const namedAnonymous: Verdict = {
	type: 'Private Data',
	kind: 'named anonymous',
	evidence: 'Private anonymous memory that the program has given a name.',
};

const namedShared: Verdict = {
	type: 'Shareable',
	kind: 'named anonymous',
	evidence: 'Shared anonymous memory that the program has given a name.',
};

const specialMapping: Verdict = {
	type: 'Private Data',
	kind: 'special mapping',
	evidence: 'The kernel gives it a name of which nothing is known here.',
};

const rulesByBeginning = Map.groupBy(nameRules, rule => beginning(rule.name));

/** What a name shares with the rules that could match it, so that a name is held against a few rules, not against all. */
function beginning(name: string): string {
	return name.startsWith('anon:') ? name.slice(0, 6) : name.slice(0, 3);
}

function matches({name, sharing}: NameRule, key: string, isShared: boolean): boolean {
	if (sharing !== undefined && (sharing === 'shared') !== isShared) {
		return false;
	}

	return name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name;
}

function threadOf({name}: NameRule, key: string): string {
	return key.slice(name.length - 1).replace(/\]$/, '');
}
