/* Memory with known contents: every third page of an area is touched, and texts stand in the first. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	const size_t pages = argc > 1 ? (size_t)atol(argv[1]) : 30;
	char *area = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char byte;

	if (area == MAP_FAILED)
		return 1;
	/* Else a huge page would make all of it resident at once. */
	madvise(area, pages * page, MADV_NOHUGEPAGE);
	for (size_t index = 0; index < pages; index += 3)
		memcpy(area + index * page, &index, sizeof index);

	strcpy(area + 64, "plain text in ASCII");
	strcpy(area + 128, "gr\xc3\xbc\xc3\x9f dich, UTF-8");
	memcpy(area + 200, "w\0i\0d\0e\0 \0t\0e\0x\0t\0\0", 20);
	strcpy(area + 256, "esc\x1b[2J");
	/* Over the edge of two pages that are both touched. */
	memcpy(area + 3 * page - 4, "over the edge", 14);

	printf("{\"start\": %lu, \"size\": %zu}\nready\n", (unsigned long)(uintptr_t)area, pages * page);
	fflush(stdout);
	return read(STDIN_FILENO, &byte, 1) < 0;
}
