"""Loads the library of a JVM without starting one, maps memory where and as a JVM has it, and says when it has."""
import ctypes
import sys

READ_WRITE, EXECUTE, PRIVATE_ANONYMOUS, BELOW_2_GB = 3, 4, 0x22, 0x40
MEGABYTE = 1 << 20

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
jvm = ctypes.CDLL(sys.argv[1])


def fill(size, protection, flags=0):
    address = libc.mmap(None, size, protection, PRIVATE_ANONYMOUS | flags, -1, 0)
    ctypes.memset(address, ord("A"), size)


fill(4 * MEGABYTE, READ_WRITE, BELOW_2_GB)
fill(2 * MEGABYTE, READ_WRITE | EXECUTE)
node = libc.mmap(None, 128 * MEGABYTE, 0, PRIVATE_ANONYMOUS, -1, 0)
aligned = -(-node // (64 * MEGABYTE)) * 64 * MEGABYTE
libc.mprotect(aligned, 65536, READ_WRITE)
ctypes.memset(aligned, ord("A"), 65536)
print("ready", flush=True)
sys.stdin.read()
