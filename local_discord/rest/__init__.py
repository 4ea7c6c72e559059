"""Discord's HTTP API, version 10: a module per resource."""
