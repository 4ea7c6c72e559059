"""A reader that tells without end, and reads nothing."""

import sys

if __name__ == "__main__":
    while True:
        sys.stdout.buffer.write(b"x" * 1_000_000)
