"""How much a message of components holds."""

from typing import Any

from tests.real.place import LAYOUT, SILENT, Place

MOST_TEXT, MOST_COMPONENTS = 4000, 40


async def limits(place: Place) -> None:
    """The most that is taken, and one more."""
    await _tried(place, f"{MOST_TEXT} characters", "200", [_text("a" * MOST_TEXT)])
    await _tried(place, f"{MOST_TEXT} characters in two displays", "200", [_text("a" * (MOST_TEXT // 2))] * 2)
    await _tried(place, f"{MOST_TEXT + 1} characters", "400 50035", [_text("a" * (MOST_TEXT + 1))])
    await _tried(
        place, f"{MOST_TEXT // 2 + 1} emoji, of two UTF-16 units each", "", [_text("📖" * (MOST_TEXT // 2 + 1))]
    )
    await _tried(place, f"{MOST_COMPONENTS} components", "200", [_text("a")] * MOST_COMPONENTS)
    await _tried(place, f"{MOST_COMPONENTS + 1} components", "400 50035", [_text("a")] * (MOST_COMPONENTS + 1))
    inside = {"type": 17, "components": [_text("a")] * MOST_COMPONENTS}
    await _tried(place, f"a container with {MOST_COMPONENTS} components", "400 50035", [inside])
    await _tried(place, "content beside components", "400 50035", [_text("a")], content="Words")


async def _tried(place: Place, what: str, expected: str, components: list[dict[str, Any]], **more: str) -> None:
    made = await place.post("", components=components, flags=SILENT | LAYOUT, **more)
    place.note(f"a layout with {what}", expected, made.told)


def _text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}
