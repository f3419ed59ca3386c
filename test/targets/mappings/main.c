/*
 * A process with every kind of mapping that Linux has, each with a known size and a known number of touched bytes. It
 * reports them on standard output (report.h), says `ready`, and stays until standard input is closed or SIGTERM comes.
 *
 * usage: mappings DIRECTORY      an empty directory for the files that it maps
 */
#define _GNU_SOURCE
#include "mappings.h"
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void stop(int signal_number)
{
	(void)signal_number;
}

int main(int count, char **arguments)
{
	if (count != 2) {
		fprintf(stderr, "usage: %s DIRECTORY\n", arguments[0]);
		return 2;
	}

	/* No SA_RESTART: the signal ends the read() below. */
	sigaction(SIGTERM, &(struct sigaction){.sa_handler = stop}, NULL);

	/* First, so that the child shares as little as can be of what comes after. */
	char *const shared_by_fork = prepare_shared_by_fork();
	make_fork_shared();
	make_shared_by_fork(shared_by_fork);
	make_anonymous();
	make_advised();
	make_shared();
	make_files(arguments[1]);
	make_heaps();
	make_stacks();
	make_guards();
	printf("ready\n");
	fflush(stdout);

	char byte;
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	remove_shared_names();
	return 0;
}
