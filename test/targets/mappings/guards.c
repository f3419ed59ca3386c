/* Guards inside of one VMA: they raise SIGSEGV like PROT_NONE, but only the page tables know them. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <sys/mman.h>

#define KB ((size_t)1024)
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)
#define READ_WRITE (PROT_READ | PROT_WRITE)

/* Linux 6.13, for files 6.15; glibc's headers are older here. */
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

/* 64 kB of 256, the second quarter, are a guard. */
static int install(const char *name, char *address)
{
	if (!madvise(address + 64 * KB, 64 * KB, MADV_GUARD_INSTALL))
		return 1;
	report_unavailable(name);
	return 0;
}

/* The last page is read and never written, so it is in memory for nobody. */
static void make_private(void)
{
	char *address = map(256 * KB, READ_WRITE, PRIVATE, -1, 0);

	if (!install("guard-inside", address))
		return;
	touch(address, 64 * KB);
	touch(address + 128 * KB, 32 * KB);
	(void)*(volatile char *)(address + 252 * KB);
	report_part(&(struct mapping){"before-guard", address, 64 * KB, 64 * KB, 64 * KB, "rw-p", NULL});
	report_part(&(struct mapping){"guard-inside", address + 64 * KB, 64 * KB, 0, 0, "---p", NULL});
	report_part(&(struct mapping){"after-guard", address + 128 * KB, 128 * KB, 32 * KB, 32 * KB, "rw-p", NULL});
}

static void make_shared_guard(void)
{
	char *address = map(256 * KB, READ_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (!install("shared-guard", address))
		return;
	touch(address, 16 * KB);
	touch(address + 128 * KB, 32 * KB);
	report_part(&(struct mapping){"before-shared-guard", address, 64 * KB, 16 * KB, 0, "rw-s", NULL});
	report_part(&(struct mapping){"shared-guard", address + 64 * KB, 64 * KB, 0, 0, "---s", NULL});
	report_part(&(struct mapping){"after-shared-guard", address + 128 * KB, 128 * KB, 32 * KB, 0, "rw-s", NULL});
}

/* Cold memory of which the kernel cleared the accessed bits, so that they are of some of its pages only. */
static void make_cold(void)
{
	char *address = map(256 * KB, READ_WRITE, PRIVATE, -1, 0);

	if (!install("cold-guard", address))
		return;
	touch(address, 64 * KB);
	touch(address + 128 * KB, 32 * KB);
	if (madvise(address, 32 * KB, MADV_COLD))
		report_unavailable("cold-guard");
	else
		report(&(struct mapping){"cold-guard", address, 256 * KB, 96 * KB, 96 * KB, "rw-p", NULL});
}

void make_guards(void)
{
	make_private();
	make_shared_guard();
	make_cold();
}

/* What the child of a fork shares: half of what is before the guard, and all that is behind it. */
char *prepare_shared_by_fork(void)
{
	char *address = map(256 * KB, READ_WRITE, PRIVATE, -1, 0);

	touch(address, 32 * KB);
	touch(address + 128 * KB, 32 * KB);
	return address;
}

void make_shared_by_fork(char *address)
{
	if (!install("fork-guard", address))
		return;
	touch(address + 32 * KB, 32 * KB);
	report_part(&(struct mapping){"before-fork-guard", address, 64 * KB, 64 * KB, 32 * KB, "rw-p", NULL});
	report_part(&(struct mapping){"fork-guard", address + 64 * KB, 64 * KB, 0, 0, "---p", NULL});
	report_part(&(struct mapping){"after-fork-guard", address + 128 * KB, 128 * KB, 32 * KB, 0, "rw-p", NULL});
}
