/* Private memory that no file backs. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define KB ((size_t)1024)
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)
#define READ_WRITE (PROT_READ | PROT_WRITE)

/* A child that stays shares what it did not write: 192 of 256 kB. */
void make_fork_shared(void)
{
	const size_t size = 256 * KB, written_by_child = 64 * KB;
	int done[2];
	char byte = 0;
	void *address = map(size, READ_WRITE, PRIVATE, -1, 0);

	touch(address, size);
	if (pipe(done))
		fail("pipe");

	const pid_t child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* Else it would keep the test's pipe open. */
		close(STDOUT_FILENO);
		touch(address, written_by_child);
		if (write(done[1], &byte, 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}

	if (read(done[0], &byte, 1) != 1)
		fail("the child");
	close(done[0]);
	close(done[1]);
	report(&(struct mapping){"fork-shared", address, size, size, written_by_child, "rw-p", NULL});
}

static void make_touched(const char *name, size_t size, size_t touched, int flags)
{
	void *address = map(size, READ_WRITE, PRIVATE | flags, -1, 0);

	touch(address, touched);
	report(&(struct mapping){name, address, size, touched, touched, "rw-p", NULL});
}

/* One mmap() whose middle third lost its right to be written: three VMAs. */
static void make_split(void)
{
	const size_t part = 128 * KB;
	char *address = map(3 * part, READ_WRITE, PRIVATE, -1, 0);

	touch(address, 3 * part);
	if (mprotect(address + part, part, PROT_READ))
		fail("mprotect");
	report(&(struct mapping){"split-first", address, part, part, part, "rw-p", NULL});
	report(&(struct mapping){"split-second", address + part, part, part, part, "r--p", NULL});
	report(&(struct mapping){"split-third", address + 2 * part, part, part, part, "rw-p", NULL});
}

void make_anonymous(void)
{
	make_touched("private-anonymous", 1024 * KB, 512 * KB, 0);
	make_touched("untouched", 256 * KB, 0, 0);
	make_touched("no-reserve", 1024 * KB, 4 * KB, MAP_NORESERVE);

	/* Reading gives the one zero page of the kernel, which counts for nobody. */
	volatile char *zeros = map(128 * KB, PROT_READ, PRIVATE, -1, 0);
	for (size_t offset = 0; offset < 128 * KB; offset += 4 * KB)
		(void)zeros[offset];
	report(&(struct mapping){"zero-pages", (void *)zeros, 128 * KB, 0, 0, "r--p", NULL});

	void *reserve = map(16 * 1024 * KB, PROT_NONE, PRIVATE | MAP_NORESERVE, -1, 0);
	report(&(struct mapping){"reserve", reserve, 16 * 1024 * KB, 0, 0, "---p", NULL});

	/* What lost all rights keeps its pages. */
	void *held = map(256 * KB, READ_WRITE, PRIVATE, -1, 0);
	touch(held, 64 * KB);
	if (mprotect(held, 256 * KB, PROT_NONE))
		fail("mprotect");
	report(&(struct mapping){"reserve-with-pages", held, 256 * KB, 64 * KB, 64 * KB, "---p", NULL});

	make_split();

	void *code = map(64 * KB, READ_WRITE | PROT_EXEC, PRIVATE, -1, 0);
	touch(code, 16 * KB);
	report(&(struct mapping){"executable-anonymous", code, 64 * KB, 16 * KB, 16 * KB, "rwxp", NULL});

	void *grows = map(128 * KB, READ_WRITE, PRIVATE | MAP_GROWSDOWN, -1, 0);
	touch(grows, 8 * KB);
	report(&(struct mapping){"grows-down", grows, 128 * KB, 8 * KB, 8 * KB, "rw-p", NULL});

	/* Eight-digit addresses are not for 32-bit programs alone. */
	void *low = mmap((void *)0x200000, 64 * KB, READ_WRITE, PRIVATE | MAP_FIXED_NOREPLACE, -1, 0);
	if (low == MAP_FAILED)
		fail("mmap at a low address");
	touch(low, 64 * KB);
	report(&(struct mapping){"low-address", low, 64 * KB, 64 * KB, 64 * KB, "rw-p", NULL});
}
