import {glibcArena} from './glibc-arena.ts';
import {glibcChunks} from './glibc-chunks.ts';
import {pythonArenas} from './python-arenas.ts';
import type {Recogniser} from './recogniser.ts';

/** All recognisers, in the order in which they are asked: what proves itself before what only looks like something. */
export const recognisers: readonly Recogniser[] = [glibcArena, glibcChunks, pythonArenas];
