/* Private memory of which the program told the kernel more: madvise(), mlock(), huge pages. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KB ((size_t)1024)
#define MB (1024 * KB)
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)
#define READ_WRITE (PROT_READ | PROT_WRITE)

static void make_locked(void)
{
	void *address = map(128 * KB, READ_WRITE, PRIVATE, -1, 0);

	if (mlock(address, 128 * KB))
		report_unavailable("locked");
	else
		report(&(struct mapping){"locked", address, 128 * KB, 128 * KB, 128 * KB, "rw-p", NULL});
}

/* How much of it becomes huge pages is the kernel's decision, so the touched bytes are a lower bound only. */
static void make_huge_advised(void)
{
	void *address = map(4 * MB, READ_WRITE, PRIVATE, -1, 0);

	if (madvise(address, 4 * MB, MADV_HUGEPAGE)) {
		report_unavailable("huge-advised");
		return;
	}
	touch(address, 4 * MB);
	report(&(struct mapping){"huge-advised", address, 4 * MB, 4 * MB, 4 * MB, "rw-p", NULL});
}

static void make_hugetlb(void)
{
	void *address = map(2 * MB, READ_WRITE, PRIVATE | MAP_HUGETLB, -1, 1);

	if (address == MAP_FAILED) {
		report_unavailable("hugetlb");
		return;
	}
	touch(address, 2 * MB);
	report(&(struct mapping){"hugetlb", address, 2 * MB, 2 * MB, 2 * MB, "rw-p", NULL});
}

/* Pages that the kernel may take whenever it likes are still there until it does. */
static void make_lazily_freed(void)
{
	void *address = map(128 * KB, READ_WRITE, PRIVATE, -1, 0);

	touch(address, 128 * KB);
	if (madvise(address, 64 * KB, MADV_FREE))
		report_unavailable("lazily-freed");
	else
		report(&(struct mapping){"lazily-freed", address, 128 * KB, 128 * KB, 128 * KB, "rw-p", NULL});
}

/* Memory that even the kernel does not map. */
static void make_secret(void)
{
	const int file = (int)syscall(SYS_memfd_secret, 0);

	if (file < 0 || ftruncate(file, 64 * KB)) {
		report_unavailable("secret");
		return;
	}
	void *address = map(64 * KB, READ_WRITE, MAP_SHARED, file, 0);
	close(file);
	touch(address, 16 * KB);
	report(&(struct mapping){"secret", address, 64 * KB, 16 * KB, 0, "rw-s", NULL});
}

void make_advised(void)
{
	make_locked();
	make_huge_advised();
	make_hugetlb();
	make_lazily_freed();
	make_secret();
}
