/*
 * Starts as many threads as its argument says, each with a name, and waits until its input ends. Thread n touches n % 16
 * pages of its stack more than it needs. With `guarded` it maps their stacks as glibc does since 2.42, with the guard
 * inside, so that the kernel makes one VMA of them; says `no guards` where the kernel has none. With `ended` every other
 * thread ends before it is ready, and its stack stays.
 */
#define _GNU_SOURCE
#include <alloca.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

enum { stack_size = 256 << 10, guard_size = 4096 };

static pthread_barrier_t all_run;
static int do_some_end;

static void set_guarded_stack(pthread_attr_t *attributes)
{
	char *stack = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (stack == MAP_FAILED)
		exit(1);
	if (madvise(stack, guard_size, MADV_GUARD_INSTALL) != 0) {
		puts("no guards\nready");
		fflush(stdout);
		getchar();
		exit(0);
	}
	pthread_attr_setstack(attributes, stack + guard_size, stack_size - guard_size);
}

static void *wait_for_ever(void *number)
{
	char name[16];
	snprintf(name, sizeof name, "worker-%ld", (long)number);
	pthread_setname_np(pthread_self(), name);
	memset(alloca(((long)number % 16) * 4096 + 1), 1, ((long)number % 16) * 4096 + 1);
	pthread_barrier_wait(&all_run);
	if (do_some_end && (long)number % 2)
		return NULL;
	for (;;)
		pause();
	return NULL;
}

int main(int count, char **arguments)
{
	long threads = count > 1 ? atol(arguments[1]) : 1;
	pthread_t *all = calloc((size_t)threads, sizeof *all);
	int is_guarded = 0;
	for (int at = 2; at < count; at++) {
		is_guarded |= strcmp(arguments[at], "guarded") == 0;
		do_some_end |= strcmp(arguments[at], "ended") == 0;
	}
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, stack_size);
	pthread_barrier_init(&all_run, NULL, (unsigned)threads + 1);
	for (long number = 0; number < threads; number++) {
		if (is_guarded)
			set_guarded_stack(&attributes);
		if (pthread_create(&all[number], &attributes, wait_for_ever, (void *)number) != 0)
			return 1;
	}
	pthread_barrier_wait(&all_run);
	for (long number = 1; do_some_end && number < threads; number += 2)
		pthread_join(all[number], NULL);
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}
