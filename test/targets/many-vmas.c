/*
 * A process with a given number of VMAs, as one with many plugins and arenas has them: nine in ten anonymous, alternately
 * writable and read-only so that no two merge, one to three pages long and touched; one in ten a page of one of 100
 * files. It says how many VMAs it made, then `ready`, and stays until standard input is closed.
 *
 * usage: many-vmas COUNT DIRECTORY      an empty directory for the files
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE ((size_t)4096)
#define FILES 100

static int files[FILES];

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static void create_files(const char *directory)
{
	char path[PATH_MAX], page[PAGE];

	memset(page, 1, sizeof page);
	for (int index = 0; index < FILES; index++) {
		snprintf(path, sizeof path, "%s/library-%03d-of-a-large-program.so", directory, index);
		files[index] = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (files[index] < 0 || write(files[index], page, PAGE) != (ssize_t)PAGE)
			fail(path);
	}
}

/* Makes one VMA at `address` and gives its length, or 0 where the system has enough of them. */
static size_t make(char *address, long index)
{
	const int is_file = index % 10 == 0;
	const size_t size = is_file ? PAGE : (size_t)(1 + index % 3) * PAGE;
	const int flags = MAP_PRIVATE | MAP_FIXED | (is_file ? 0 : MAP_ANONYMOUS);
	const int file = is_file ? files[index / 10 % FILES] : -1;

	if (mmap(address, size, PROT_READ | PROT_WRITE, flags, file, 0) == MAP_FAILED)
		return 0;
	if (is_file)
		(void)*(volatile char *)address;
	else
		*(volatile char *)address = 1;
	if (index % 2 == 0 && mprotect(address, size, PROT_READ))
		return 0;
	return size;
}

int main(int count, char **arguments)
{
	const long wanted = count == 3 ? atol(arguments[1]) : 0;
	if (wanted < 1) {
		fprintf(stderr, "usage: %s COUNT DIRECTORY\n", arguments[0]);
		return 2;
	}

	create_files(arguments[2]);
	char *next = mmap(NULL, (size_t)wanted * 3 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (next == MAP_FAILED)
		fail("mmap");

	long made = 0;
	for (; made < wanted; made++) {
		const size_t size = make(next, made);
		if (size == 0)
			break;
		next += size;
	}
	printf("{\"vmas\":%ld}\nready\n", made);
	fflush(stdout);

	char byte;
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}
