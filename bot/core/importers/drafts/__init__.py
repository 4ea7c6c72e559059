"""Drafts of essays: what a host changes about an import before it goes on the shelf."""
