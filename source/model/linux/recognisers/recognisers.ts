import {chromium} from './chromium.ts';
import {dotnet} from './dotnet.ts';
import {glibcArena} from './glibc-arena.ts';
import {glibcChunks} from './glibc-chunks.ts';
import {go} from './go.ts';
import {java} from './java.ts';
import {javaCodeCache} from './java-code-cache.ts';
import {javaHeap} from './java-heap.ts';
import {jemalloc} from './jemalloc.ts';
import {mimalloc} from './mimalloc.ts';
import {php} from './php.ts';
import {postgresql} from './postgresql.ts';
import {pythonArenas} from './python-arenas.ts';
import type {Knowledge, Recogniser} from './recogniser.ts';
import {ruby} from './ruby.ts';
import {stacks} from './stacks.ts';
import {tcmalloc} from './tcmalloc.ts';
import {v8} from './v8.ts';

/** All recognisers, in the order in which they are asked: what proves itself before what only looks like something. */
export const recognisers: readonly Recogniser[] = [
	glibcArena,
	glibcChunks,
	pythonArenas,
	ruby,
	php,
	mimalloc,
	v8,
	javaHeap,
	javaCodeCache,
	java,
	chromium,
	go,
	dotnet,
	jemalloc,
	tcmalloc,
	postgresql,
];

/** All that knows what memory is, as docs/recognisers.md lists it. */
export const knowledge: readonly Knowledge[] = [...recognisers, stacks];
