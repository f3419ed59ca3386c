/* A process whose first thread ends while another runs on. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *run_on(void *first)
{
	pthread_setname_np(pthread_self(), "runs-on");
	pthread_join(*(pthread_t *)first, NULL);
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	_exit(0);
}

int main(void)
{
	static pthread_t first, other;

	first = pthread_self();
	if (pthread_create(&other, NULL, run_on, &first))
		return 1;
	pthread_exit(NULL);
}
