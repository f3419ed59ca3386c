/*
 * A 32-bit process on a 64-bit kernel. It asks the kernel directly, as there need be no 32-bit C library to compile or
 * run it: gcc -m32 -nostdlib -static.
 */
#define READ 3
#define WRITE 4
#define EXIT 1
#define MMAP 90

/* The i386 system call: number in eax, arguments in ebx, ecx, edx. */
static int call(int number, const void *first, const void *second, unsigned int third)
{
	int result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory");
	return result;
}

static const char line[] =
	"{\"name\":\"private-anonymous\",\"address\":\"10000000\",\"size\":65536,\"resident\":32768,"
	"\"privateResident\":32768,\"permissions\":\"rw-p\"}\nready\n";

void _start(void)
{
	/* old_mmap: address, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, file, offset. */
	const unsigned int arguments[6] = {0x10000000, 65536, 3, 0x32, 0xffffffff, 0};
	char byte;

	call(MMAP, arguments, 0, 0);
	for (unsigned int offset = 0; offset < 32768; offset += 4096)
		*(volatile char *)(0x10000000 + offset) = 1;
	call(WRITE, (const void *)1, line, sizeof line - 1);
	while (call(READ, 0, &byte, 1) > 0)
		;
	call(EXIT, 0, 0, 0);
}
