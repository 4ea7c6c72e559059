"""Asks the real Discord whether it does what the bot relies on; never run by `make` or in CI."""
