"""Guilds, channels, people, messages and applications: the state of the local Discord, without any I/O."""
