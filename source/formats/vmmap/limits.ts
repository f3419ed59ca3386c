/**
 * Rows that a file of VMMap's may have: regions and blocks, of all its snapshots. Linux gives a process 65,530 mappings
 * where nobody asked for more, and a file of VMMap's with so many rows has some 500 MB.
 */
export const mostRows = 2_000_000;
