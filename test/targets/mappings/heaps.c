/* Memory of malloc(): the heap that grows by brk(), the arenas of threads, and a large block with a mapping of its own. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#define KB ((size_t)1024)
#define MB (1024 * KB)

#define ARENAS 3

/* .bss of the program, which belongs to its image; on pages of its own, that the file does not fill in part. */
static char program_bss[512 * 1024] __attribute__((aligned(4096)));

static pthread_barrier_t allocated;
static void *arena_block[ARENAS];

/* Below the size from which malloc() makes a mapping of its own. */
static const size_t block_size = 32 * 1024, blocks = 16;

static void *allocate(void *place)
{
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);
	for (size_t index = 0; index < blocks; index++) {
		void *block = malloc(block_size);
		if (!block)
			fail("malloc");
		touch(block, block_size);
		*(void **)place = block;
	}
	pthread_barrier_wait(&allocated);
	for (;;)
		pause();
}

static void make_arenas(void)
{
	/* HEAP_MAX_SIZE of glibc on 64 bits: what an arena reserves, aligned to itself. */
	const size_t reserve = 64 * MB;
	static const char *const names[ARENAS] = {"arena-first", "arena-second", "arena-third"};

	pthread_barrier_init(&allocated, NULL, ARENAS + 1);
	for (int index = 0; index < ARENAS; index++) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, allocate, &arena_block[index]))
			fail("pthread_create");
		pthread_setname_np(thread, "allocator");
	}
	pthread_barrier_wait(&allocated);
	for (int index = 0; index < ARENAS; index++) {
		const uintptr_t start = (uintptr_t)arena_block[index] & ~(reserve - 1);
		report(&(struct mapping){names[index], (void *)start, reserve, UNKNOWN, UNKNOWN, NULL, NULL});
	}
}

void make_heaps(void)
{
	const size_t grown = blocks * block_size;
	char *first = NULL;

	/* Else the threshold would move with what is freed. */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
	for (size_t index = 0; index < blocks; index++) {
		char *block = malloc(block_size);
		if (!block)
			fail("malloc");
		touch(block, block_size);
		first = first ? first : block;
	}
	report(&(struct mapping){"brk-heap", first, grown, UNKNOWN, UNKNOWN, "rw-p", NULL});

	char *large = malloc(8 * MB);
	if (!large)
		fail("malloc");
	touch(large, 8 * MB);
	report(&(struct mapping){"malloc-large", large, 8 * MB, UNKNOWN, UNKNOWN, "rw-p", NULL});

	touch(program_bss, sizeof program_bss);
	report(&(struct mapping){"program-bss", program_bss, sizeof program_bss, UNKNOWN, UNKNOWN, "rw-p", NULL});
	make_arenas();
}
