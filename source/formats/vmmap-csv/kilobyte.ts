/** VMMap's unit of sizes, in bytes. */
export const kilobyte = 1024;
