/**
 * An entry of /proc/PID/pagemap is a u64 a page (Documentation/admin-guide/mm/pagemap.rst). All bits that are of interest
 * are in its second half, as a number of 32 bits:
 *
 *     63 in memory   62 swapped out   58 a guard (Linux 6.14)   56 nobody else maps it (Linux 4.2)
 */
export const entrySize = 8;
export const presentBit = 0x8000_0000;
export const swappedBit = 0x4000_0000;
export const guardBit = 0x0400_0000;
export const exclusiveBit = 0x0100_0000;
