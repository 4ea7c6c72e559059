"""A reader that crashes before it has read what it is asked."""

import os

if __name__ == "__main__":
    os.abort()
