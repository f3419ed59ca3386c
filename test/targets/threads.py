"""A Python process with native modules, a few threads and a known amount of memory."""

import hashlib
import mmap
import sys
import threading

kept = [bytes([1]) * (16 << 20), {index: str(index) for index in range(50_000)}]
shared = mmap.mmap(-1, 1 << 20)
shared.write(b"x" * (1 << 20))
hashlib.sha256(kept[0])

stop = threading.Event()
for number in range(3):
    threading.Thread(target=stop.wait, name=f"waiting-{number}", daemon=True).start()

print("ready", flush=True)
sys.stdin.read()
