/* Each function makes the mappings of one family and reports them. */
#pragma once

void make_fork_shared(void);
void make_anonymous(void);
void make_advised(void);
void make_shared(void);
void make_files(const char *directory);
void make_heaps(void);
void make_stacks(void);
void make_guards(void);

/* The same mapping before and after the fork whose child shares it. */
char *prepare_shared_by_fork(void);
void make_shared_by_fork(char *address);

/* Undoes what would outlive the process: the name in /dev/shm. */
void remove_shared_names(void);
