/* Files on a disk, mapped in every way, and with names that a terminal must never get as they are. */
#define _GNU_SOURCE
#include "mappings.h"
#include "report.h"
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define KB ((size_t)1024)
#define READ_WRITE (PROT_READ | PROT_WRITE)

/* Makes a file of `size` bytes that are all in memory. */
static int create(char *path, const char *directory, const char *name, size_t size)
{
	char block[4096] = {1};

	snprintf(path, PATH_MAX, "%s/%s", directory, name);
	const int file = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (file < 0)
		fail(path);
	for (size_t written = 0; written < size; written += sizeof block) {
		if (write(file, block, sizeof block) != sizeof block)
			fail(path);
	}
	return file;
}

/* A fault brings its neighbours in too, so a file is read as a whole or not at all. */
static void read_all(const void *address, size_t size)
{
	for (size_t offset = 0; offset < size; offset += 4 * KB)
		(void)((const volatile char *)address)[offset];
}

static void *make_read(const char *directory, const char *name, const char *file_name, int flags)
{
	const size_t size = 64 * KB;
	char path[PATH_MAX];
	const int file = create(path, directory, file_name, size);
	void *address = map(size, PROT_READ, flags, file, 0);

	close(file);
	read_all(address, size);
	report(&(struct mapping){name, address, size, size, 0, flags & MAP_SHARED ? "r--s" : "r--p", path});
	return address;
}

static void make_written(const char *directory)
{
	const size_t size = 256 * KB, written = 64 * KB;
	char path[PATH_MAX];

	int file = create(path, directory, "shared-writable", size);
	void *address = map(size, READ_WRITE, MAP_SHARED, file, 0);
	close(file);
	touch(address, size);
	report(&(struct mapping){"file-shared-writable", address, size, size, 0, "rw-s", path});

	/* Copy on write: the written pages are no longer the file's. */
	file = create(path, directory, "copy-on-write", size);
	address = map(size, READ_WRITE, MAP_PRIVATE, file, 0);
	close(file);
	read_all(address, size);
	touch(address, written);
	report(&(struct mapping){"file-copy-on-write", address, size, size, written, "rw-p", path});
}

static void make_untouched(const char *directory)
{
	char path[PATH_MAX];
	const int file = create(path, directory, "untouched", 64 * KB);
	void *address = map(64 * KB, PROT_READ, MAP_PRIVATE, file, 0);

	close(file);
	report(&(struct mapping){"file-untouched", address, 64 * KB, 0, 0, "r--p", path});
}

static void make_deleted(const char *directory)
{
	char path[PATH_MAX];
	const int file = create(path, directory, "deleted", 64 * KB);
	void *address = map(64 * KB, PROT_READ, MAP_PRIVATE, file, 0);

	close(file);
	unlink(path);
	read_all(address, 64 * KB);
	report(&(struct mapping){"file-deleted", address, 64 * KB, 64 * KB, 0, "r--p", path});
}

/* A program that is mapped only as data: /proc/self/exe would be the Image that runs. */
static void make_program_as_data(void)
{
	const char *path = "/bin/true";
	const int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0) {
		report_unavailable("program-as-data");
		return;
	}
	void *address = map(16 * KB, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	read_all(address, 16 * KB);
	report(&(struct mapping){"program-as-data", address, 16 * KB, 16 * KB, 0, "r--p", NULL});
}

void make_files(const char *directory)
{
	make_read(directory, "file-read-only", "read-only", MAP_PRIVATE);
	make_read(directory, "file-shared-read-only", "shared-read-only", MAP_SHARED);
	make_written(directory);
	make_untouched(directory);
	make_deleted(directory);
	make_program_as_data();
	make_read(directory, "name-newline", "new\nline", MAP_PRIVATE);
	make_read(directory, "name-escape", "\033[31mred\033[0m \033]0;title\007", MAP_PRIVATE);
	make_read(directory, "name-wide", "\xe4\xb8\x96\xe7\x95\x8c \xc3\xa9 \xf0\x9f\x98\x80", MAP_PRIVATE);
	make_read(directory, "name-invalid", "invalid-\xff\xfe-\xc3(", MAP_PRIVATE);
	make_read(directory, "name-blanks", " two  blanks ", MAP_PRIVATE);
	make_read(directory, "name-backslash", "back\\012slash", MAP_PRIVATE);
	make_read(directory, "name-newline-too", "back\nslash", MAP_PRIVATE);
	make_read(directory, "name-deleted", "not really (deleted)", MAP_PRIVATE);
	make_read(directory, "name-deleted-newline", "not\nreally (deleted)", MAP_PRIVATE);
	make_read(directory, "name-deleted-invalid", "not \xff really (deleted)", MAP_PRIVATE);
	make_read(directory, "name-formula", "=HYPERLINK(\"x\",\"y\"),1", MAP_PRIVATE);
}
