"""Limits of modals (Receiving and Responding to Interactions, Modal; Component Reference, Label)."""

from __future__ import annotations

from local_discord.rules.components import MOST_TEXT, custom_id, select, unique
from local_discord.rules.form import Form, Path
from local_discord.wire import JsonObject, number, obj, objects, text
from local_discord.world.content.components import ComponentType as Is

MOST_TITLE, MOST_COMPONENTS, MOST_LABEL, MOST_DESCRIPTION, MOST_PLACEHOLDER = 45, 5, 45, 100, 100
IN_LABEL = (Is.TEXT_INPUT, *Is.SELECTS, Is.UPLOAD, Is.RADIO, Is.CHECKBOXES, Is.CHECKBOX)


def check(modal: JsonObject, path: Path = ("data",)) -> None:
    """Raises ApiError for a modal that Discord would not open."""
    form = Form()
    custom_id(form, modal, path)
    if form.required(modal, "title", path):
        form.text(modal, "title", path, 1, MOST_TITLE)
    components = objects(modal.get("components"))
    form.length(len(components), (*path, "components"), 1, MOST_COMPONENTS)
    for index, component in enumerate(components):
        _part(form, component, (*path, "components", index))
    unique(form, components, (*path, "components"))
    form.check()


def _part(form: Form, component: JsonObject, path: Path) -> None:
    kind = component.get("type")
    form.choice(kind, (*path, "type"), (Is.ROW, Is.LABEL, Is.TEXT))
    if kind == Is.TEXT:
        form.length(len(text(component.get("content"))), (*path, "content"), 1, MOST_TEXT)
    elif kind == Is.LABEL:
        if form.required(component, "label", path):
            form.text(component, "label", path, 1, MOST_LABEL)
        form.text(component, "description", path, 0, MOST_DESCRIPTION)
        inner = obj(component.get("component"))
        form.choice(inner.get("type"), (*path, "component", "type"), IN_LABEL)
        _input(form, inner, (*path, "component"))
    elif kind == Is.ROW:
        children = objects(component.get("components"))
        form.length(len(children), (*path, "components"), 1, 1)
        for index, child in enumerate(children):
            here = (*path, "components", index)
            form.choice(child.get("type"), (*here, "type"), (Is.TEXT_INPUT,))
            form.text(child, "label", here, 1, MOST_LABEL)
            _input(form, child, here)


def _input(form: Form, component: JsonObject, path: Path) -> None:
    kind = component.get("type")
    if kind in Is.SELECTS:
        select(form, component, path)
        if component.get("required") is not False and component.get("min_values") == 0:
            form.refuse(
                (*path, "min_values"), "SELECT_COMPONENT_REQUIRED", "A required select takes at least one value"
            )
        if "disabled" in component and component.get("disabled") is True:
            form.refuse((*path, "disabled"), "BASE_TYPE_BAD_FIELD", "Selects in modals cannot be disabled")
        return
    custom_id(form, component, path)
    if kind == Is.TEXT_INPUT:
        _text_input(form, component, path)
    elif kind == Is.UPLOAD:
        form.bounds(component.get("min_values"), (*path, "min_values"), 0, 10)
        form.bounds(component.get("max_values"), (*path, "max_values"), 1, 10)
    elif kind in (Is.RADIO, Is.CHECKBOXES):
        options = objects(component.get("options"))
        form.length(len(options), (*path, "options"), 2 if kind == Is.RADIO else 1, 10)


def _text_input(form: Form, component: JsonObject, path: Path) -> None:
    form.choice(component.get("style"), (*path, "style"), (1, 2))
    form.text(component, "placeholder", path, 0, MOST_PLACEHOLDER)
    form.text(component, "value", path, 0, MOST_TEXT)
    form.bounds(component.get("min_length"), (*path, "min_length"), 0, MOST_TEXT)
    form.bounds(component.get("max_length"), (*path, "max_length"), 1, MOST_TEXT)
    if number(component.get("min_length")) > number(component.get("max_length"), MOST_TEXT):
        form.refuse((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH_TOO_LARGE", "Must not be above max_length")
    if len(text(component.get("value"))) > number(component.get("max_length"), MOST_TEXT):
        form.refuse((*path, "value"), "BASE_TYPE_MAX_LENGTH", "Must not be longer than max_length")
