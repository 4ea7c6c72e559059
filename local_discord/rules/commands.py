"""Limits of application commands (Application Commands)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from local_discord.rules.form import Form, Path
from local_discord.wire import Json, JsonObject, number, obj, objects, text
from local_discord.world.applications import CHAT_INPUT, MESSAGE_MENU, USER_MENU

MOST_COMMANDS, MOST_MENUS, MOST_LETTERS, MOST_OPTIONS, MOST_NAME, MOST_DESCRIPTION = 100, 15, 8000, 25, 32, 100
SUB_COMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)


def check_all(commands: Sequence[JsonObject]) -> None:
    """Raises ApiError for a set of commands that Discord would not register."""
    form = Form()
    for kind, most in ((CHAT_INPUT, MOST_COMMANDS), (USER_MENU, MOST_MENUS), (MESSAGE_MENU, MOST_MENUS)):
        names = [text(each.get("name")) for each in commands if number(each.get("type"), CHAT_INPUT) == kind]
        if len(names) > most:
            message = f"Maximum number of application commands reached ({most})."
            form.refuse((), "APPLICATION_COMMANDS_TOO_MANY", message)
        if len(set(names)) < len(names):
            form.refuse((), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    for index, command in enumerate(commands):
        _command(form, command, (index,))
    form.check()


def check_one(command: JsonObject) -> None:
    """Raises ApiError for a command that Discord would not register."""
    form = Form()
    _command(form, command, ())
    form.check()


def _command(form: Form, command: JsonObject, path: Path) -> None:
    kind = number(command.get("type"), CHAT_INPUT)
    form.required(command, "name", path)
    if kind == CHAT_INPUT:
        _name(form, command, path)
        _described(form, command, path)
        _options(form, objects(command.get("options")), (*path, "options"), depth=0)
    else:
        form.text(command, "name", path, 1, MOST_NAME)
        if command.get("description"):
            form.refuse((*path, "description"), "APPLICATION_COMMAND_DESCRIPTION", "Menus have no description")
    _locales(form, command, path)
    if sum(_letters(command)) > MOST_LETTERS:
        message = f"Command exceeds maximum size ({MOST_LETTERS})."
        form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _name(form: Form, named: JsonObject, path: Path) -> None:
    form.text(named, "name", path, 1, MOST_NAME)
    name = text(named.get("name"))
    if name != name.lower() or not all(_in_name(letter) for letter in name):
        message = r"String value did not match validation regex."
        form.refuse((*path, "name"), "STRING_TYPE_REGEX", message)


def _in_name(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))


def _described(form: Form, named: JsonObject, path: Path) -> None:
    if form.required(named, "description", path):
        form.text(named, "description", path, 1, MOST_DESCRIPTION)


def _locales(form: Form, named: JsonObject, path: Path) -> None:
    for key in ("name_localizations", "description_localizations"):
        for locale in obj(named.get(key)):
            if locale not in LOCALES:
                form.refuse((*path, key, locale), "BASE_TYPE_CHOICES", "Not a locale that Discord has.")


def _options(form: Form, options: Sequence[JsonObject], path: Path, depth: int) -> None:
    form.length(len(options), path, 0, MOST_OPTIONS)
    seen: set[str] = set()
    optional = False
    nested = sum(number(option.get("type")) in (SUB_COMMAND, GROUP) for option in options)
    if 0 < nested < len(options):
        form.refuse(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options cannot be mixed.")
    for index, option in enumerate(options):
        here = (*path, index)
        name = text(option.get("name"))
        if name in seen:
            form.refuse((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Names must be unique.")
        seen.add(name)
        if option.get("required") is True and optional:
            message = "Required options must be placed before non-required options."
            form.refuse(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or option.get("required") is not True
        _option(form, option, here, depth)


def _option(form: Form, option: JsonObject, path: Path, depth: int) -> None:
    kind = number(option.get("type"))
    form.bounds(kind, (*path, "type"), 1, 11)
    form.required(option, "name", path)
    _name(form, option, path)
    _described(form, option, path)
    _locales(form, option, path)
    if kind in (SUB_COMMAND, GROUP):
        if (kind == GROUP and depth > 0) or depth > 1:
            form.refuse((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands nest two deep.")
        _options(form, objects(option.get("options")), (*path, "options"), depth + 1)
        return
    choices = objects(option.get("choices"))
    form.length(len(choices), (*path, "choices"), 0, MOST_OPTIONS)
    if choices and option.get("autocomplete") is True:
        message = "Autocomplete and choices cannot be used together."
        form.refuse((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
    if option.get("autocomplete") is True and kind not in (STRING, INTEGER, NUMBER):
        form.refuse((*path, "autocomplete"), "BASE_TYPE_BAD_FIELD", "Only texts and numbers are completed.")
    _choices(form, choices, (*path, "choices"))
    for key, least in (("min_length", 0), ("max_length", 1)):
        form.bounds(option.get(key), (*path, key), least, 6000)


def _choices(form: Form, choices: Sequence[JsonObject], path: Path) -> None:
    names: set[str] = set()
    for index, choice in enumerate(choices):
        form.text(choice, "name", (*path, index), 1, 100)
        if isinstance(choice.get("value"), str):
            form.text(choice, "value", (*path, index), 0, 100)
        _locales(form, choice, (*path, index))
        name = text(choice.get("name"))
        if name in names:
            form.refuse((*path, index), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Used twice.")
        names.add(name)


def _letters(command: JsonObject) -> Iterator[int]:
    """The lengths that count: of each name, description and value, the longest of its translations."""
    for key in ("name", "description"):
        translations: list[Json] = [command.get(key), *obj(command.get(f"{key}_localizations")).values()]
        yield max(len(text(each)) for each in translations)
    yield len(str(command.get("value", "")))
    for key in ("options", "choices"):
        for inner in objects(command.get(key)):
            yield from _letters(inner)
