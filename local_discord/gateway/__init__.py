"""The gateway, version 10: sessions, what they hear, and the sockets that carry it."""
