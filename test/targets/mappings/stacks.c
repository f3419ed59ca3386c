/* The stacks of the main thread and of one more, with its guard. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <alloca.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#define KB ((size_t)1024)

static sem_t is_reported;

static void *stay(void *unused)
{
	pthread_attr_t attributes;
	void *address;
	size_t size, guard;
	sigset_t all;

	(void)unused;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);
	touch(alloca(128 * KB), 128 * KB);
	if (pthread_getattr_np(pthread_self(), &attributes))
		fail("pthread_getattr_np");
	pthread_attr_getstack(&attributes, &address, &size);
	pthread_attr_getguardsize(&attributes, &guard);
	report(&(struct mapping){"thread-stack", address, size, UNKNOWN, UNKNOWN, "rw-p", NULL});
	report(&(struct mapping){"thread-guard", (char *)address - guard, guard, 0, 0, "---p", NULL});
	sem_post(&is_reported);
	for (;;)
		pause();
}

void make_stacks(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int local;

	report(&(struct mapping){"main-stack", &local, UNKNOWN, UNKNOWN, UNKNOWN, "rw-p", NULL});
	sem_init(&is_reported, 0, 0);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 1024 * KB);
	pthread_attr_setguardsize(&attributes, 64 * KB);
	if (pthread_create(&thread, &attributes, stay, NULL))
		fail("pthread_create");
	pthread_setname_np(thread, "stack-thread");
	sem_wait(&is_reported);
}
