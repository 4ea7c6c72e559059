"""The bots need libraries that the tests do not have; `make clients` runs each in an environment of its own."""

collect_ignore = ["bots"]
