"""Limits of components in messages (Component Reference; Using Message Components)."""

from __future__ import annotations

from collections.abc import Sequence

from local_discord.rules.form import Form, Path
from local_discord.wire import JsonObject, number, obj, objects, text
from local_discord.world.content.components import ComponentType as Is
from local_discord.world.content.components import component_texts, count, select_bounds, walk

MOST_V1_ROWS, MOST_IN_ROW, MOST_COMPONENTS, MOST_TEXT = 5, 5, 40, 4000
MOST_OPTIONS, MOST_CUSTOM_ID, MOST_LABEL, MOST_PLACEHOLDER = 25, 100, 80, 150
MOST_IN_SECTION, MOST_IN_GALLERY, MOST_URL, MOST_ALT_TEXT = 3, 10, 2048, 1024
LINK, PREMIUM = 5, 6
V1 = (Is.ROW,)
V2 = (Is.ROW, Is.SECTION, Is.TEXT, Is.GALLERY, Is.FILE, Is.SEPARATOR, Is.CONTAINER)
IN_CONTAINER = (Is.ROW, Is.SECTION, Is.TEXT, Is.GALLERY, Is.FILE, Is.SEPARATOR)


def check(form: Form, components: Sequence[JsonObject], *, v2: bool, path: Path = ("components",)) -> None:
    """Complains about the components of a message; `v2` when it carries the flag 32768."""
    if v2:
        total = count(components)
        if total > MOST_COMPONENTS:
            form.refuse(path, "COMPONENT_MAX_TOTAL_COMPONENTS", f"Must be {MOST_COMPONENTS} or fewer components.")
        letters = sum(map(len, component_texts(components)))
        if letters > MOST_TEXT:
            form.refuse(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"Text must not exceed {MOST_TEXT} in all.")
    else:
        form.length(len(components), path, 0, MOST_V1_ROWS)
    for index, component in enumerate(components):
        form.choice(component.get("type"), (*path, index, "type"), V2 if v2 else V1)
        _component(form, component, (*path, index))
    unique(form, components, path)


def unique(form: Form, components: Sequence[JsonObject], path: Path) -> None:
    """Complains about custom ids and numbers that occur twice (Component Reference, Anatomy of a Component)."""
    custom_ids: set[str] = set()
    numbers: set[int] = set()
    for component in walk(components):
        custom_id = component.get("custom_id")
        if isinstance(custom_id, str):
            if custom_id in custom_ids:
                form.refuse(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
            custom_ids.add(custom_id)
        if own := number(component.get("id")):
            if own in numbers:
                form.refuse(path, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
            numbers.add(own)


def _component(form: Form, component: JsonObject, path: Path) -> None:
    kind = component.get("type")
    if kind == Is.ROW:
        _row(form, component, path)
    elif kind == Is.SECTION:
        _section(form, component, path)
    elif kind == Is.TEXT:
        form.length(len(text(component.get("content"))), (*path, "content"), 1, MOST_TEXT)
    elif kind == Is.GALLERY:
        _gallery(form, component, path)
    elif kind == Is.FILE:
        _media(form, obj(component.get("file")), (*path, "file"))
        if not text(obj(component.get("file")).get("url")).startswith("attachment://"):
            form.refuse((*path, "file", "url"), "UNFURLED_MEDIA_ITEM_NOT_ATTACHMENT", "Must be an attachment:// url.")
    elif kind == Is.SEPARATOR:
        form.choice(component.get("spacing", 1), (*path, "spacing"), (1, 2))
    elif kind == Is.CONTAINER:
        _container(form, component, path)


def _container(form: Form, component: JsonObject, path: Path) -> None:
    children = objects(component.get("components"))
    form.bounds(component.get("accent_color"), (*path, "accent_color"), 0, 0xFFFFFF)
    form.length(len(children), (*path, "components"), 1, MOST_COMPONENTS)
    for index, child in enumerate(children):
        form.choice(child.get("type"), (*path, "components", index, "type"), IN_CONTAINER)
        _component(form, child, (*path, "components", index))


def _section(form: Form, component: JsonObject, path: Path) -> None:
    children = objects(component.get("components"))
    form.length(len(children), (*path, "components"), 1, MOST_IN_SECTION)
    for index, child in enumerate(children):
        form.choice(child.get("type"), (*path, "components", index, "type"), (Is.TEXT,))
        _component(form, child, (*path, "components", index))
    if form.required(component, "accessory", path):
        accessory = obj(component.get("accessory"))
        form.choice(accessory.get("type"), (*path, "accessory", "type"), (Is.BUTTON, Is.THUMBNAIL))
        if accessory.get("type") == Is.BUTTON:
            button(form, accessory, (*path, "accessory"))
        else:
            _media(form, obj(accessory.get("media")), (*path, "accessory", "media"))
            form.text(accessory, "description", (*path, "accessory"), 0, MOST_ALT_TEXT)


def _gallery(form: Form, component: JsonObject, path: Path) -> None:
    shown = objects(component.get("items"))
    form.length(len(shown), (*path, "items"), 1, MOST_IN_GALLERY)
    for index, item in enumerate(shown):
        _media(form, obj(item.get("media")), (*path, "items", index, "media"))
        form.text(item, "description", (*path, "items", index), 0, MOST_ALT_TEXT)


def _media(form: Form, media: JsonObject, path: Path) -> None:
    if form.required(media, "url", path):
        form.text(media, "url", path, 1, MOST_URL)
        if not text(media.get("url")).startswith(("https://", "http://", "attachment://")):
            form.refuse((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').")


def _row(form: Form, component: JsonObject, path: Path) -> None:
    children = objects(component.get("components"))
    form.length(len(children), (*path, "components"), 1, MOST_IN_ROW)
    selects = [child for child in children if child.get("type") in Is.SELECTS]
    if selects and len(children) > 1:
        message = "A row holds up to five buttons or a single select."
        form.refuse((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)
    for index, child in enumerate(children):
        here = (*path, "components", index)
        form.choice(child.get("type"), (*here, "type"), (Is.BUTTON, *Is.SELECTS))
        if child.get("type") == Is.BUTTON:
            button(form, child, here)
        elif child.get("type") in Is.SELECTS:
            select(form, child, here)


def button(form: Form, component: JsonObject, path: Path) -> None:
    """Complains about a button: links have a url and no custom id, others the reverse, and all a label or emoji."""
    style = component.get("style")
    form.choice(style, (*path, "style"), (1, 2, 3, 4, 5, 6))
    form.text(component, "label", path, 0, MOST_LABEL)
    if style == LINK:
        form.required(component, "url", path)
        form.text(component, "url", path, 1, 512)
        if "custom_id" in component:
            form.refuse((*path, "custom_id"), "BASE_TYPE_BAD_FIELD", "A custom id and url cannot both be specified")
    elif style != PREMIUM:
        custom_id(form, component, path)
        if "url" in component:
            form.refuse((*path, "url"), "BASE_TYPE_BAD_FIELD", "Only link buttons have a url")
    if style != PREMIUM and not component.get("label") and not component.get("emoji"):
        form.refuse((*path, "label"), "BUTTON_COMPONENT_EMPTY", "A button needs a label or an emoji")


def custom_id(form: Form, component: JsonObject, path: Path) -> None:
    """Complains about a missing or too long custom id."""
    if form.required(component, "custom_id", path):
        form.text(component, "custom_id", path, 1, MOST_CUSTOM_ID)


def select(form: Form, component: JsonObject, path: Path) -> None:
    """Complains about a select menu: bounds, options and their values."""
    custom_id(form, component, path)
    form.text(component, "placeholder", path, 0, MOST_PLACEHOLDER)
    least, most = select_bounds(component)
    form.bounds(least, (*path, "min_values"), 0, MOST_OPTIONS)
    form.bounds(most, (*path, "max_values"), 1, MOST_OPTIONS)
    if least > most:
        form.refuse((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE", "Must not be above max_values")
    if component.get("type") == Is.SELECT:
        _options(form, objects(component.get("options")), (*path, "options"), most)


def _options(form: Form, options: Sequence[JsonObject], path: Path, most: int) -> None:
    form.length(len(options), path, 1, MOST_OPTIONS)
    seen: set[str] = set()
    for index, option in enumerate(options):
        for key in ("label", "value"):
            if form.required(option, key, (*path, index)):
                form.text(option, key, (*path, index), 1, 100)
        form.text(option, "description", (*path, index), 0, 100)
        value = text(option.get("value"))
        if value in seen:
            form.refuse((*path, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Values must be unique")
        seen.add(value)
    if sum(option.get("default") is True for option in options) > most:
        form.refuse(path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More defaults than max_values")
