"""Commands as Discord has them beside ours."""

from copy import deepcopy
from typing import Any

from bot.interactions.command_differences import differences

OURS: dict[str, Any] = {
    "name": "study",
    "description": "Steer a study",
    "type": 1,
    "default_member_permissions": 32,
    "contexts": [0],
    "options": [
        {
            "type": 1,
            "name": "setup",
            "description": "Start one",
            "options": [
                {"type": 7, "name": "channel", "description": "Where", "required": True, "channel_types": [15, 0, 5]},
                {"type": 4, "name": "n", "description": "How many", "required": False, "min_value": 1, "choices": []},
            ],
        }
    ],
}
THEIRS: dict[str, Any] = {
    **OURS,
    "id": "1576907529378594900",
    "application_id": "1576907529378594816",
    "version": "1576907529378594901",
    "default_member_permissions": "32",
    "integration_types": [0],
    "dm_permission": False,
    "nsfw": False,
    "name_localizations": None,
    "options": [
        {
            "type": 1,
            "name": "setup",
            "description": "Start one",
            "options": [
                {"type": 7, "name": "channel", "description": "Where", "required": True, "channel_types": [0, 5, 15]},
                {"type": 4, "name": "n", "description": "How many", "min_value": 1},
            ],
        }
    ],
}


def test_what_discord_fills_in_is_no_difference():
    """Ids, defaults, permissions as text, and an order that means nothing."""
    assert not any(differences([OURS], [THEIRS]))


def test_what_people_would_notice_is_a_difference():
    """However deep it lies, and wherever it is missing."""
    deep = deepcopy(THEIRS)
    deep["options"][0]["options"][1]["min_value"] = 2
    for known in (deep, {**THEIRS, "default_member_permissions": None}, {**THEIRS, "contexts": [0, 1, 2]}):
        assert differences([OURS], [known]).changed == ["/study"]
    more = deepcopy(OURS)
    more["options"][0]["options"].append({"type": 3, "name": "zone", "description": "Your time zone"})
    assert differences([more], [THEIRS]).changed == ["/study"]


def test_a_menu_and_a_command_of_one_name_are_two():
    """Discord keeps them apart, too; only what is typed has a slash."""
    menu = {"name": "study", "type": 3, "description": ""}
    assert differences([OURS, menu], [THEIRS]).missing == ["study"]
    assert differences([menu], [THEIRS]) == (["study"], ["/study"], [])
