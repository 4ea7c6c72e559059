"""Markdown as people and programs write it: what it says about itself, the codes of programs, notes, verse."""

from bot.core.importers.markdown.article import read

__all__ = ["read"]
