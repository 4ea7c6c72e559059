"""Speed and memory as ratios to bare libraries, measured in the same run: `python -m tests.benchmarks NAME --json`."""
