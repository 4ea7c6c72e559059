"""What Discord answers instead of doing it (Opcodes and Status Codes, JSON Error Codes)."""

from __future__ import annotations

from math import ceil

from local_discord.wire import Json, JsonObject


class ApiError(Exception):
    """A refusal: an HTTP status, Discord's own code and message, and for forms the fields that were wrong.

    With `retry_after`, in seconds, it is a rate limit that no bucket tells of.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: JsonObject | None = None,
        *,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    @property
    def body(self) -> dict[str, Json]:
        """The answer's body."""
        body: dict[str, Json] = {"message": self.message, "code": self.code}
        if self.retry_after is not None:
            body |= {"retry_after": round(self.retry_after, 3), "global": False}
        return body if self.errors is None else {**body, "errors": self.errors}

    @property
    def headers(self) -> dict[str, str]:
        """The headers of its own that the answer has."""
        return {} if self.retry_after is None else {"Retry-After": str(ceil(self.retry_after))}


def unauthorized() -> ApiError:
    """No token, or one that nobody has."""
    return ApiError(401, 0, "401: Unauthorized")


def wrong_version() -> ApiError:
    """A version of the API that is not answered here: older than 9, or left out."""
    return ApiError(400, 50041, "Invalid API version")


def unknown(what: str) -> ApiError:
    """Something that does not exist, or not any more."""
    return ApiError(404, UNKNOWN[what], f"Unknown {what}")


def missing_access() -> ApiError:
    """A place or a guild that is hidden from the bot."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """A permission that the bot lacks there."""
    return ApiError(403, 50013, "Missing Permissions")


def empty_message() -> ApiError:
    """A message without anything in it."""
    return ApiError(400, 50006, "Cannot send an empty message")


def not_its_author() -> ApiError:
    """An edit of somebody else's message."""
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def already_answered() -> ApiError:
    """A second answer to one interaction."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def token_expired() -> ApiError:
    """An interaction token after its 15 minutes."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def thread_exists() -> ApiError:
    """A second thread from one message."""
    return ApiError(400, 160004, "A thread has already been created for this message")


def no_history() -> ApiError:
    """A reply to what the bot may not read."""
    return ApiError(400, 160002, "Cannot reply without permission to read message history")


def archived() -> ApiError:
    """A change in an archived thread."""
    return ApiError(400, 50083, "Thread is archived")


def locked() -> ApiError:
    """A message in a locked thread by somebody who does not manage threads."""
    return ApiError(400, 160005, "Thread is locked")


def blocked() -> ApiError:
    """A message with words that the guild's AutoMod blocks."""
    return ApiError(400, 200000, "Message was blocked by automatic moderation")


def wrong_channel_type() -> ApiError:
    """Something that this kind of channel does not have."""
    return ApiError(400, 50024, "Cannot execute action on this channel type")


def system_message() -> ApiError:
    """A change of one of Discord's own messages."""
    return ApiError(403, 50021, "Cannot execute action on a system message")


def cannot_direct_message() -> ApiError:
    """Somebody who takes no direct messages from this bot: they share no guild."""
    return ApiError(403, 50007, "Cannot send messages to this user")


def too_many_old_edits(retry_after: float) -> ApiError:
    """One more edit of a message over an hour old than a channel takes in a while."""
    message = "Maximum number of edits to messages older than 1 hour reached. Try again later"
    return ApiError(429, 30046, message, retry_after=retry_after)


def already_published() -> ApiError:
    """A message that has been published before."""
    return ApiError(400, 40033, "This message has already been crossposted.")


def too_many_pins() -> ApiError:
    """A pin beyond a channel's 250."""
    return ApiError(400, 30003, "Maximum number of pins reached (250)")


def too_many_follow_ups() -> ApiError:
    """The sixth follow-up of a user-installed application where it is no member."""
    return ApiError(400, 40094, "This interaction has reached the maximum number of follow-up messages")


UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
    "application command permissions": 10066,
}
