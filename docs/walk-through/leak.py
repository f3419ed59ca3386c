"""Leaks a megabyte a second, as the walk-through in the README looks for it."""
import time

kept = []
while True:
    kept.append(bytearray(b"x" * (1 << 20)))
    time.sleep(1)
