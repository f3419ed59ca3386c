/*
 * Heaps of malloc in every shape. Usage: heap FILE SHAPE..., where each shape is made in turn:
 *
 *     threads=N      N threads with arenas of their own, which hold and free chunks of many sizes, and wait
 *     deep=N         N threads with arenas of several heaps
 *     exited=N       N threads that do as those of `threads` and end
 *     chunks=N       N small chunks of the main arena, every third of them freed
 *     shuffled=N     N small chunks, half of them freed in no order
 *     bins=N         N chunks of each small size, all freed but the last of each size: caches, fast bins, bins
 *     large=N        N chunks with mappings of their own
 *     aligned=N      N chunks aligned to 4096 bytes, and as many with mappings of their own
 *     foreign        memory taken from sbrk by someone else, and more chunks behind it
 *     blocked        a mapping right behind the heap, so that malloc has to go on elsewhere
 *     overflow       the size of one chunk overwritten with text
 *     wrong-size     the size of one chunk made larger by 32
 *     busy=N         N threads that allocate and free without end
 *
 * Then it writes what malloc_info(3) says into FILE, says addresses and `ready`, and allocates nothing any more.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static pthread_barrier_t done;
/* What is stored here may be used, so that no allocation is left out. */
static void *volatile last;
static char output[1 << 16];
static char report[1 << 20];

static void fill(unsigned int seed, size_t count, size_t largest)
{
	void **held = calloc(count, sizeof *held);

	if (!held)
		abort();
	for (size_t step = 0; step < count * 3; step++) {
		const size_t place = (size_t)rand_r(&seed) % count;
		const size_t size = 1 + (size_t)rand_r(&seed) % (step % 7 == 0 ? largest : 300);

		switch (rand_r(&seed) % 4) {
		case 0:
			free(held[place]);
			held[place] = NULL;
			break;
		case 1:
			held[place] = realloc(held[place], size);
			break;
		case 2:
			free(held[place]);
			held[place] = calloc(1, size);
			break;
		default:
			free(held[place]);
			held[place] = malloc(size);
			if (held[place])
				memset(held[place], (int)step, size);
		}
	}
}

static void *use_arena(void *argument)
{
	const size_t number = (size_t)argument;

	fill((unsigned int)number, 3000, number % 2 == 0 ? 3000 : 100000);
	pthread_barrier_wait(&done);
	for (;;)
		pause();
	return NULL;
}

/* More than the 64 MiB of one heap, of which little is touched. */
static void *use_heaps(void *argument)
{
	(void)argument;
	for (size_t number = 0; number < 1500; number++) {
		void *held = malloc(100000);

		if (number % 3 == 0)
			free(held);
		last = malloc(100 + number % 50);
	}
	pthread_barrier_wait(&done);
	for (;;)
		pause();
	return NULL;
}

static void *use_arena_and_end(void *argument)
{
	fill((unsigned int)(size_t)argument, 1000, 5000);
	return NULL;
}

static void *never_end(void *argument)
{
	unsigned int seed = (unsigned int)(size_t)argument;
	void *held[512] = {0};

	for (;;) {
		const size_t place = (size_t)rand_r(&seed) % 512;

		free(held[place]);
		held[place] = malloc(1 + (size_t)rand_r(&seed) % (rand_r(&seed) % 50 == 0 ? 200000 : 500));
		if (held[place])
			memset(held[place], -1, 8);
		/* Gives the end of the heap back, so that it shrinks and grows. */
		if (rand_r(&seed) % 20000 == 0)
			for (size_t each = 0; each < 512; each++) {
				free(held[each]);
				held[each] = NULL;
			}
	}
	return NULL;
}

/* Of threads that wait for each other, all are waited for. */
static void start(size_t count, void *(*work)(void *), int is_joined)
{
	const int is_waiting = work == use_arena || work == use_heaps;

	if (is_waiting)
		pthread_barrier_init(&done, NULL, (unsigned int)count + 1);
	for (size_t number = 0; number < count; number++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, work, (void *)(number + 1)) != 0)
			abort();
		if (is_joined)
			pthread_join(thread, NULL);
	}
	if (is_waiting)
		pthread_barrier_wait(&done);
}

static void allocate_small(size_t count)
{
	void **held = malloc(count * sizeof *held);

	for (size_t number = 0; number < count; number++)
		held[number] = malloc(8 + number % 5 * 16);
	for (size_t number = 0; number < count; number += 3)
		free(held[number]);
}

static void free_shuffled(size_t count)
{
	unsigned int seed = 1;
	void **held = malloc(count * sizeof *held);

	for (size_t number = 0; number < count; number++)
		held[number] = malloc(40);
	for (size_t number = 0; number < count / 2; number++) {
		const size_t other = number + (size_t)rand_r(&seed) % (count - number);
		void *chosen = held[other];

		held[other] = held[number];
		free(chosen);
	}
}

static void free_into_bins(size_t count)
{
	void **held = malloc(count * sizeof *held);

	for (size_t size = 24; size < 1400; size += 16) {
		for (size_t number = 0; number < count; number++)
			held[number] = malloc(size);
		for (size_t number = 0; number + 1 < count; number++)
			free(held[number]);
	}
}

/* Not with malloc: its header would be another's. */
static void take_from_sbrk(void)
{
	void *mine = sbrk(100 * 1024 + 40);

	memset(mine, 0x5a, 100 * 1024);
	for (size_t number = 0; number < 20000; number++)
		last = malloc(40);
}

static void block_heap(void)
{
	char *end = (char *)(((uintptr_t)sbrk(0) + 4095) & ~(uintptr_t)4095);

	mmap(end, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	for (size_t number = 0; number < 60000; number++) {
		void *other = malloc(100);

		last = malloc(60);
		if (number % 3 == 0)
			free(other);
	}
}

static void overwrite(int is_text)
{
	char *chunks[64];

	for (size_t number = 0; number < 64; number++)
		chunks[number] = malloc(56);
	if (is_text)
		memset(chunks[30], 'A', 64);
	else
		((size_t *)chunks[30])[-1] += 32;
	printf("{\"chunk\":%lu,\"before\":%lu}\n", (unsigned long)(uintptr_t)chunks[is_text ? 31 : 30] - 16,
	       (unsigned long)(uintptr_t)chunks[is_text ? 30 : 29] - 16);
}

int main(int argc, char **argv)
{
	FILE *file = fopen(argv[1], "w");
	char byte;

	if (!file)
		return 1;
	setvbuf(stdout, output, _IOFBF, sizeof output);
	setvbuf(file, report, _IOFBF, sizeof report);
	for (int index = 2; index < argc; index++) {
		const char *equals = strchr(argv[index], '=');
		const size_t count = equals ? (size_t)atol(equals + 1) : 0;
		const size_t length = equals ? (size_t)(equals - argv[index]) : strlen(argv[index]);
		const char *const shapes[] = {"threads", "exited", "chunks", "bins", "large", "aligned",
					      "foreign", "blocked", "overflow", "wrong-size", "busy", "deep", "shuffled"};
		size_t shape = 0;

		while (shape < sizeof shapes / sizeof *shapes &&
		       (strlen(shapes[shape]) != length || strncmp(shapes[shape], argv[index], length) != 0))
			shape++;
		switch (shape) {
		case 0:
			start(count, use_arena, 0);
			break;
		case 1:
			start(count, use_arena_and_end, 1);
			break;
		case 2:
			allocate_small(count);
			break;
		case 3:
			free_into_bins(count);
			break;
		case 4:
			for (size_t number = 0; number < count; number++)
				last = malloc(200000 + number * 70000);
			break;
		case 5:
			for (size_t number = 0; number < count; number++) {
				last = memalign(4096, 100);
				last = memalign(4096, 40000000);
			}
			break;
		case 6:
			take_from_sbrk();
			break;
		case 7:
			block_heap();
			break;
		case 8:
		case 9:
			overwrite(shape == 8);
			break;
		case 10:
			start(count, never_end, 0);
			break;
		case 11:
			start(count, use_heaps, 0);
			break;
		case 12:
			free_shuffled(count);
			break;
		default:
			return 2;
		}
	}
	malloc_info(0, file);
	fflush(file);
	printf("ready\n");
	fflush(stdout);
	return read(STDIN_FILENO, &byte, 1) < 0;
}
