/** Of OpenJDK 17.0.15 with 200 threads, shortened: `jcmd PID VM.native_memory detail`. One name is none of HotSpot's. */
export const nativeMemory = `14400:

Native Memory Tracking:

(Omitting categories weighting less than 1KB)

Total: reserved=1919368KB, committed=358520KB
       malloc: 12208KB #11274
       mmap:   reserved=1907160KB, committed=346312KB

-                 Java Heap (reserved=262144KB, committed=262144KB)
                            (mmap: reserved=262144KB, committed=262144KB) 
 
Virtual memory map:
 
[0x00000000f0000000 - 0x0000000100000000] reserved and committed 262144KB for Java Heap from
    [0x00007f404271a27c] ReservedSpace::reserve(unsigned long, unsigned long, unsigned long, char*, bool)+0xac

	[0x00000000f0000000 - 0x00000000ffe00000] committed 260096KB from
            [0x00007f4041f32e26] G1PageBasedVirtualSpace::commit(unsigned long, unsigned long)+0x66
 
[0x00007f3f98800000 - 0x00007f3f98900000] reserved 1024KB for Thread Stack from
    [0x00007f404242c5e3] thread_native_entry(Thread*)+0xe3

	[0x00007f3f988fd000 - 0x00007f3f98900000] committed 12KB 
 
[0x00007f3fc3000000 - 0x00007f3fc7000000] reserved 65536KB for Metaspace from
[0x00007f3fc7000000 - 0x00007f3fc8000000] reserved 16384KB for Shared class space from
[0x00007f4042bcf000 - 0x00007f4042bd1000] reserved and committed 8KB for Something New from
[0x00007f3fc8000000 - 0x00007f4008000000] reserved 1048576KB for Class from
[0x00007f4016000000 - 0x00007f4018000000] reserved and committed 32768KB for GC from
[0x00007f4025400000 - 0x00007f4034400000] reserved 245760KB for Code from
[0x00007f4042bc7000 - 0x00007f4042bcf000] reserved and committed 32KB for Internal from
`;

/** Of OpenJDK 25.0.3, shortened: `jcmd PID System.map`. */
export const systemMap = `14404:
Memory mappings:
from, to, vsize: address range and size
                   JAVAHEAP: Java Heap

from               to                        vsize prot          rss      hugetlb pgsz notes            info                                  file
======================================================================
0x00000000f0000000-0x00000000ffe00000    266338304 rw-p      9629696            0 4K   com              JAVAHEAP                              -
0x00000000ffe00000-0x00000000fff24000      1196032 rw-p      1196032            0 4K   com              JAVAHEAP                              /usr/lib/jvm/temurin-25-jdk-amd64/lib/server/classes.jsa
0x000055eeb2588000-0x000055eeb25d1000       299008 rw-p       122880            0 4K   com              -                                     [heap]
0x00007ffa148ff000-0x00007ffa14903000        16384 ---p            0            0 4K   com              STACK-15186-Attach-Listener           -
0x00007ffa14903000-0x00007ffa149ff000      1032192 rw-p        90112            0 4K   com,nothp        STACK-15186-Attach-Listener           -
0x00007ffa7cc0c000-0x00007ffa7cf2f000      3289088 rw-p       835584            0 4K   com              CODE,GC                               -
0x00007ffa7e56f000-0x00007ffa7e880000      3215360 r--p      1052672            0 4K   com              -                                     /usr/lib/jvm/temurin-25-jdk-amd64/lib/server/libjvm.so

Number of mappings: 589
             vsize: 3145465856 (2999M)
`;
