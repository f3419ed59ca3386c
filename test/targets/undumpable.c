/* Protects its memory from others, as programs with secrets do, and stays. */
#include <sys/prctl.h>
#include <unistd.h>

int main(void)
{
	if (prctl(PR_SET_DUMPABLE, 0))
		return 1;
	for (;;)
		pause();
}
