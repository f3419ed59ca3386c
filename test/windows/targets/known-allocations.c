/*
 * A Windows program that allocates in every way that a memory map shows, writes down what it allocated as JSON, and
 * waits until it is ended.
 *
 *   known-allocations.exe REPORT.json DATA-FILE
 *
 * Every entry of "regions" has the address and the size in bytes that were asked for.
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <stdio.h>
#include <string.h>

#define KB 1024ull
#define MB (1024ull * KB)

static FILE *report;
static const char *separator = "";

static void note(const char *name, const void *address, unsigned long long size)
{
	fprintf(report, "%s\n{\"name\":\"%s\",\"address\":%llu,\"size\":%llu}", separator, name,
		(unsigned long long)(ULONG_PTR)address, size);
	separator = ",";
}

static void fail(const char *what)
{
	fprintf(stderr, "%s failed with %lu\n", what, GetLastError());
	exit(1);
}

static char *allocate(const char *name, unsigned long long size, DWORD type, DWORD protect)
{
	char *address = VirtualAlloc(NULL, size, type, protect);
	if (!address)
		fail(name);
	note(name, address, size);
	return address;
}

static void protect(char *address, unsigned long long size, DWORD protection)
{
	DWORD old;
	if (!VirtualProtect(address, size, protection, &old))
		fail("VirtualProtect");
}

static void allocate_private(void)
{
	char *reserve = allocate("reserve 64M", 64 * MB, MEM_RESERVE, PAGE_READWRITE);
	char *commit = VirtualAlloc(reserve + 4 * MB, MB, MEM_COMMIT, PAGE_READWRITE);
	memset(commit, 1, 256 * KB);
	memset(allocate("private 3M", 3 * MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), 2, 3 * MB / 2);
	allocate("one page", 4 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	allocate("read only", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
	allocate("no access", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
	allocate("execute", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE);
	allocate("execute read", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READ);
	allocate("execute read write", 128 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE);
	allocate("top down", MB, MEM_RESERVE | MEM_COMMIT | MEM_TOP_DOWN, PAGE_READWRITE);
	allocate("write watch", 256 * KB, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);
	char *guard = allocate("guard page", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	protect(guard + 16 * KB, 4 * KB, PAGE_READWRITE | PAGE_GUARD);
	char *split = allocate("split", 512 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	for (int i = 0; i < 8; i++)
		protect(split + i * 64 * KB, 4 * KB, PAGE_READONLY);
	char *partly = allocate("freed in part", 256 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	VirtualFree(partly + 64 * KB, 64 * KB, MEM_DECOMMIT);
	char *locked = allocate("locked", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	memset(locked, 3, 64 * KB);
	VirtualLock(locked, 64 * KB);
	char *text = allocate("text", 64 * KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	strcpy(text + 256, "narrow text of the target");
	wcscpy((wchar_t *)(text + 8 * KB), L"wide text of the target");
}

static void allocate_heaps(void)
{
	HANDLE growable = HeapCreate(0, MB, 0);
	note("growable heap", growable, 0);
	for (int i = 0; i < 2000; i++)
		memset(HeapAlloc(growable, 0, 512), 4, 512);
	HANDLE fixed = HeapCreate(0, 64 * KB, 512 * KB);
	note("fixed heap", fixed, 512 * KB);
	HeapAlloc(fixed, 0, 1000);
	note("process heap", GetProcessHeap(), 0);
}

static char *map(const char *name, HANDLE section, DWORD access, unsigned long long offset, unsigned long long size)
{
	char *view = MapViewOfFile(section, access, 0, (DWORD)offset, size);
	if (!view)
		fail(name);
	note(name, view, size);
	return view;
}

static void map_file(const wchar_t *path)
{
	HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, CREATE_ALWAYS,
		FILE_ATTRIBUTE_NORMAL, NULL);
	if (file == INVALID_HANDLE_VALUE)
		fail("CreateFile");
	static char block[64 * KB];
	memset(block, 'z', sizeof block);
	DWORD written;
	for (int i = 0; i < 16; i++)
		WriteFile(file, block, sizeof block, &written, NULL);
	HANDLE section = CreateFileMappingW(file, NULL, PAGE_READWRITE, 0, 0, NULL);
	volatile char sum = 0;
	char *view = map("file read only 1M", section, FILE_MAP_READ, 0, MB);
	for (unsigned i = 0; i < 512 * KB; i += 4096)
		sum += view[i];
	map("file read write 128K", section, FILE_MAP_ALL_ACCESS, 64 * KB, 128 * KB)[0] = 'y';
	map("file copy on write 256K", section, FILE_MAP_COPY, 0, 256 * KB)[0] = 'c';
}

static void map_sections(void)
{
	HANDLE section = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 2 * MB, NULL);
	memset(map("section 2M", section, FILE_MAP_ALL_ACCESS, 0, 2 * MB), 6, MB);
	map("section read only 1M", section, FILE_MAP_READ, 0, MB);
	HANDLE reserved = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 8 * MB, NULL);
	char *view = map("section reserve 8M", reserved, FILE_MAP_ALL_ACCESS, 0, 8 * MB);
	VirtualAlloc(view, 64 * KB, MEM_COMMIT, PAGE_READWRITE);
}

static void map_images(void)
{
	note("program", GetModuleHandleW(NULL), 0);
	note("loaded library", LoadLibraryW(L"version.dll"), 0);
	wchar_t path[MAX_PATH];
	GetSystemDirectoryW(path, MAX_PATH);
	wcscat(path, L"\\winhttp.dll");
	HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
	HANDLE section = CreateFileMappingW(file, NULL, PAGE_READONLY | SEC_IMAGE, 0, 0, NULL);
	map("image that is not loaded", section, FILE_MAP_READ, 0, 0);
	HANDLE data = CreateFileMappingW(file, NULL, PAGE_READONLY, 0, 0, NULL);
	map("image as data", data, FILE_MAP_READ, 0, 0);
}

struct thread {
	unsigned long long reserve;
	const wchar_t *name;
	HANDLE ready;
	void *on_stack;
	DWORD id;
};

static DWORD WINAPI run(void *argument)
{
	struct thread *thread = argument;
	volatile char deep[200 * 1024];
	for (int i = sizeof deep - 1; i >= 0; i -= 4096)
		deep[i] = 1;
	thread->on_stack = (void *)deep;
	thread->id = GetCurrentThreadId();
	SetEvent(thread->ready);
	Sleep(INFINITE);
	return deep[0];
}

typedef HRESULT(WINAPI *set_thread_description)(HANDLE, PCWSTR);

static void start_threads(void)
{
	static struct thread threads[] = {
		{.reserve = 2 * MB, .name = L"worker \u65e5\u672c"},
		{.reserve = 4 * MB},
		{.reserve = 0, .name = L"default"},
	};
	set_thread_description describe = (set_thread_description)(void *)GetProcAddress(
		GetModuleHandleW(L"kernelbase.dll"), "SetThreadDescription");
	fprintf(report, "\n],\"threads\":[");
	separator = "";
	for (unsigned i = 0; i < sizeof threads / sizeof *threads; i++) {
		struct thread *thread = &threads[i];
		thread->ready = CreateEventW(NULL, FALSE, FALSE, NULL);
		HANDLE handle = CreateThread(NULL, thread->reserve, run, thread,
			thread->reserve ? STACK_SIZE_PARAM_IS_A_RESERVATION : 0, NULL);
		WaitForSingleObject(thread->ready, 10000);
		if (thread->name && describe)
			describe(handle, thread->name);
		fprintf(report, "%s\n{\"id\":%lu,\"onStack\":%llu,\"reserve\":%llu}", separator, thread->id,
			(unsigned long long)(ULONG_PTR)thread->on_stack, thread->reserve);
		separator = ",";
	}
}

int wmain(int argc, wchar_t **argv)
{
	if (argc != 3) {
		fprintf(stderr, "known-allocations.exe REPORT.json DATA-FILE\n");
		return 2;
	}

	wchar_t unfinished[MAX_PATH];
	swprintf(unfinished, MAX_PATH, L"%ls.new", argv[1]);
	report = _wfopen(unfinished, L"wb");
	if (!report)
		fail("fopen");
	fprintf(report, "{\"pid\":%lu,\"regions\":[", GetCurrentProcessId());
	allocate_private();
	allocate_heaps();
	map_file(argv[2]);
	map_sections();
	map_images();
	start_threads();
	NT_TIB *block = (NT_TIB *)NtCurrentTeb();
	int local;
	fprintf(report, "\n],\"mainThread\":{\"id\":%lu,\"environmentBlock\":%llu,\"onStack\":%llu}}\n", GetCurrentThreadId(),
		(unsigned long long)(ULONG_PTR)block, (unsigned long long)(ULONG_PTR)&local);
	fclose(report);
	// Whoever waits for the report finds it whole.
	MoveFileExW(unfinished, argv[1], MOVEFILE_REPLACE_EXISTING);
	// Longer than any test waits; nobody may be left to end it.
	Sleep(10 * 60 * 1000);
	return 0;
}
