/* Starts as many threads as its argument says, each with a name, and waits until its input ends. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_barrier_t all_run;

static void *wait_for_ever(void *number)
{
	char name[16];
	snprintf(name, sizeof name, "worker-%ld", (long)number);
	pthread_setname_np(pthread_self(), name);
	pthread_barrier_wait(&all_run);
	for (;;)
		pause();
	return NULL;
}

int main(int count, char **arguments)
{
	long threads = count > 1 ? atol(arguments[1]) : 1;
	pthread_attr_t attributes;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 256 << 10);
	pthread_barrier_init(&all_run, NULL, (unsigned)threads + 1);
	for (long number = 0; number < threads; number++) {
		pthread_t thread;
		if (pthread_create(&thread, &attributes, wait_for_ever, (void *)number) != 0)
			return 1;
	}
	pthread_barrier_wait(&all_run);
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}
