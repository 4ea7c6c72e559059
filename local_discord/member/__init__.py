"""People: what they see, and what they can do in Discord's client and nothing else."""

from local_discord.member.errors import NoAnswer, NotPossible, NotSeen
from local_discord.member.member import Member
from local_discord.member.options import File
from local_discord.member.reply import Choice, Form, Reply

__all__ = ["Choice", "File", "Form", "Member", "NoAnswer", "NotPossible", "NotSeen", "Reply"]
