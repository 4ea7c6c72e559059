"""The database: the only package that knows a table.

Functions take a connection and return values of `bot.core`, or dataclasses of their own for what only storing needs.
"""
