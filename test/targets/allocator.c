/* Takes blocks of many sizes from malloc, in two threads, fills them, and says how many bytes they have. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t fill(size_t count, size_t size)
{
	for (size_t index = 0; index < count; index++) {
		char *block = malloc(size);
		if (!block) {
			exit(1);
		}
		memset(block, 'x', size);
	}
	return count * size;
}

static void *work(void *result)
{
	*(size_t *)result = fill(40000, 100) + fill(100, 40000);
	return NULL;
}

int main(void)
{
	size_t in_thread = 0;
	pthread_t thread;
	if (pthread_create(&thread, NULL, work, &in_thread) != 0 || pthread_join(thread, NULL) != 0) {
		return 1;
	}

	size_t in_main = fill(80000, 64) + fill(2000, 5000) + fill(8, 1 << 20) + fill(2, 20 << 20);
	printf("%zu\nready\n", in_thread + in_main);
	fflush(stdout);
	char rest;
	while (read(STDIN_FILENO, &rest, 1) > 0) {
	}
	return 0;
}
