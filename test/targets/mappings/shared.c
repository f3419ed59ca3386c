/* Memory that other processes can map too and that no file on a disk backs. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#define KB ((size_t)1024)
#define READ_WRITE (PROT_READ | PROT_WRITE)

static char posix_name[64];

static void make_mapped(const char *name, int file, const char *path)
{
	const size_t size = 256 * KB, touched = 128 * KB;

	if (file >= 0 && ftruncate(file, (off_t)size))
		fail(name);

	void *address = map(size, READ_WRITE, MAP_SHARED | (file < 0 ? MAP_ANONYMOUS : 0), file, 0);
	touch(address, touched);
	report(&(struct mapping){name, address, size, touched, 0, "rw-s", path});
	if (file >= 0)
		close(file);
}

static void make_posix(void)
{
	char path[sizeof posix_name + 16];

	snprintf(posix_name, sizeof posix_name, "/vmmap-tui-test-%d", getpid());
	const int file = shm_open(posix_name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (file < 0)
		fail("shm_open");
	snprintf(path, sizeof path, "/dev/shm%s", posix_name);
	make_mapped("posix-shared", file, path);
}

static void make_system_v(void)
{
	const size_t size = 256 * KB, touched = 64 * KB;
	const int id = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);

	if (id < 0)
		fail("shmget");
	void *address = shmat(id, next_place(size), 0);
	/* It goes when the last process that has it does. */
	shmctl(id, IPC_RMID, NULL);
	if (address == (void *)-1)
		fail("shmat");
	touch(address, touched);
	report(&(struct mapping){"system-v", address, size, touched, 0, "rw-s", NULL});
}

void make_shared(void)
{
	make_mapped("shared-anonymous", -1, NULL);
	make_mapped("memfd", memfd_create("vmmap-tui-test", 0), NULL);
	make_posix();
	make_system_v();
}

void remove_shared_names(void)
{
	shm_unlink(posix_name);
}
