#define _GNU_SOURCE
#include "report.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void report_number(const char *name, size_t number)
{
	if (number != UNKNOWN)
		printf(",\"%s\":%zu", name, number);
}

static void report_facts(const struct mapping *mapping)
{
	printf("{\"name\":\"%s\",\"address\":\"%lx\"", mapping->name, (unsigned long)mapping->address);
	report_number("size", mapping->size);
	report_number("resident", mapping->resident);
	report_number("privateResident", mapping->private_resident);
	if (mapping->permissions)
		printf(",\"permissions\":\"%s\"", mapping->permissions);
	if (mapping->path) {
		printf(",\"path\":\"");
		for (const unsigned char *byte = (const unsigned char *)mapping->path; *byte; byte++)
			printf("%02x", *byte);
		printf("\"");
	}
}

void report(const struct mapping *mapping)
{
	report_facts(mapping);
	printf("}\n");
}

void report_part(const struct mapping *mapping)
{
	report_facts(mapping);
	printf(",\"isPart\":true}\n");
}

void report_unavailable(const char *name)
{
	printf("{\"name\":\"%s\",\"unavailable\":\"%s\"}\n", name, strerror(errno));
}

void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

void *next_place(size_t size)
{
	const uintptr_t unit = 2 << 20;
	static uintptr_t next = 0x100000000000;
	const uintptr_t place = next;

	next += (size + 2 * unit - 1) / unit * unit + unit;
	return (void *)place;
}

void *map(size_t size, int protection, int flags, int file, int is_optional)
{
	void *address = mmap(next_place(size), size, protection, flags | MAP_FIXED_NOREPLACE, file, 0);

	if (address == MAP_FAILED && !is_optional)
		fail("mmap");
	return address;
}

void touch(void *address, size_t size)
{
	for (size_t offset = 0; offset < size; offset += 4096)
		((volatile char *)address)[offset] = 1;
}
