"""What remembers: the only place that knows a table. Functions take a connection, and give values of `bot.core`."""
