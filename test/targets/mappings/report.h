/*
 * What the program says about each mapping that it made: one JSON object a line on standard output, for a test to
 * hold a sampler against.
 *
 *   {"name":"private-anonymous","address":"1000000000","size":1048576,"resident":524288,"privateResident":524288}
 */
#pragma once
#include <stddef.h>

/* A number that the program cannot know is left out of the line. */
#define UNKNOWN ((size_t)-1)

struct mapping {
	const char *name;
	const void *address;
	/* Bytes of address space. */
	size_t size;
	/* Bytes that are in memory. */
	size_t resident;
	/* Of these, anonymous bytes that no other process has. */
	size_t private_resident;
	/* Four letters as in /proc/PID/maps, or NULL. */
	const char *permissions;
	/* The file's path, or NULL; written as hex digits, as it need be no text. */
	const char *path;
};

void report(const struct mapping *mapping);

/* Of a part of a VMA, which the kernel does not list. */
void report_part(const struct mapping *mapping);

/* Says that this machine has no such mapping, and why by errno. */
void report_unavailable(const char *name);

/* Ends the program with what failed. */
_Noreturn void fail(const char *what);

/*
 * An address of its own for each mapping, far from all else, so that no two of them ever touch and merge. `size` is
 * rounded up to 2 MiB, so none shares a page table either.
 */
void *next_place(size_t size);

/* mmap() at the next place. MAP_FAILED only where `is_optional`, else the program ends. */
void *map(size_t size, int protection, int flags, int file, int is_optional);

/* Writes a byte to each page of the first `size` bytes. */
void touch(void *address, size_t size);
