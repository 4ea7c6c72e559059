// The inputs of a form. Each gives an element, its value when it is sent, and a sentence when something is missing.

import { Combobox } from "./combobox.js";
import { clearOnChange, fill, freshId, icon, make } from "./dom.js";
import { filesInput } from "./files.js";
import { offered, standingIn } from "./options.js";

const TEXT_INPUT = 4, UPLOAD = 19, RADIO = 21, CHECKBOXES = 22, CHECKBOX = 23;
const LONG = 2;
const MOST_TEXT = 4000;

export function fieldOf({ label, description, component }, placeId) {
  const kinds = { [TEXT_INPUT]: textField, [UPLOAD]: uploadField, [RADIO]: groupField, [CHECKBOXES]: groupField, [CHECKBOX]: checkboxField };
  const id = freshId("field");
  const required = component.required !== false && component.type !== CHECKBOX;
  const wrong = make("p", { class: "wrong", id: `${id}-wrong` });
  const about = { id, label, description, required, component, placeId, describedBy: `${id}-hint ${id}-wrong` };
  const made = (kinds[component.type] ?? selectField)(about);
  const hint = make("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, [description, made.limits].filter(Boolean).join(" "));
  const mark = required ? make("span", { class: "required" }, " (required)") : null;
  const element = made.grouped
    ? make("fieldset", { class: "field", "aria-describedby": about.describedBy }, make("legend", { dir: "auto" }, label, mark), hint, made.input, wrong)
    : make("div", { class: "field" }, made.withoutLabel ? null : make("label", { for: id, dir: "auto" }, label, mark), hint, made.input, wrong);
  clearOnChange(element, wrong, made.target);
  const check = () => {
    const sentence = made.problem();
    fill(wrong, sentence && icon("warn"), sentence);
    made.target.setAttribute("aria-invalid", String(Boolean(sentence)));
    return !sentence;
  };
  return { element, customId: component.custom_id, value: made.value, check, focus: () => made.target.focus() };
}

function textField({ id, required, component, describedBy }) {
  const long = component.style === LONG;
  const most = component.max_length ?? MOST_TEXT;
  const least = component.min_length ?? 0;
  const input = make(long ? "textarea" : "input", { id, class: "input", rows: long ? 5 : null, type: long ? null : "text", dir: "auto", maxlength: most, placeholder: component.placeholder, "aria-required": String(required), "aria-describedby": describedBy, value: component.value ?? "" });
  const count = make("span", { class: "count", "aria-hidden": "true" });
  const recount = () => fill(count, most < MOST_TEXT || input.value.length > most - 200 ? `${input.value.length} of ${most}` : null);
  input.addEventListener("input", recount);
  recount();
  const problem = () => {
    const { length } = input.value;
    if (!length) return required ? "Write something here." : null;
    if (length < least) return `Write at least ${least} characters; there are ${length} so far.`;
    return length > most ? `Shorten this to ${most} characters; there are ${length}.` : null;
  };
  const limits = least > 1 ? `${least} to ${most} characters.` : null;
  return { input: make("div", { class: "counted" }, input, count), target: input, problem, limits, value: () => input.value };
}

function selectField({ id, label, required, component, placeId, describedBy }) {
  const options = offered(component, placeId);
  const most = component.max_values ?? 1;
  const least = required ? Math.max(1, component.min_values ?? 1) : (component.min_values ?? 0);
  const combo = new Combobox({ source: options, label, placeholder: component.placeholder ?? (most > 1 ? "Choose some" : "Choose one"), most, chosen: standingIn(component, options), attributes: { id, "aria-required": String(required), "aria-describedby": describedBy } });
  const problem = () => {
    const { length } = combo.values;
    if (!length && !required) return null;
    return length >= least ? null : least === 1 ? "Choose one." : `Choose at least ${least}.`;
  };
  const limits = most > 1 ? `Up to ${most}.` : null;
  return { input: combo.element, target: combo.input, problem, limits, value: () => combo.values };
}

function groupField({ id, required, component, describedBy }) {
  const single = component.type === RADIO;
  const options = component.options ?? [];
  const most = single ? 1 : (component.max_values ?? options.length);
  const least = required ? Math.max(1, component.min_values ?? 1) : (component.min_values ?? 0);
  const inputs = options.map((option, at) => make("input", { type: single ? "radio" : "checkbox", name: id, id: `${id}-${at}`, value: option.value, checked: option.default, "aria-describedby": option.description ? `${id}-${at}-hint` : describedBy }));
  const rows = options.map((option, at) => make("div", { class: "tickable" }, inputs[at], make("label", { for: `${id}-${at}`, dir: "auto" }, option.label, option.description && make("span", { class: "hint", id: `${id}-${at}-hint` }, option.description))));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const problem = () => {
    const { length } = chosen();
    if (length > most) return `Choose ${most} at most.`;
    if (!length && !required) return null;
    return length >= least ? null : least === 1 ? "Choose one." : `Choose at least ${least}.`;
  };
  const value = () => (single ? chosen()[0] : chosen());
  return { input: make("div", { class: "tickables" }, ...rows), target: inputs[0], grouped: true, problem, limits: single || most >= options.length ? null : `Up to ${most}.`, value };
}

function checkboxField({ id, label, component, describedBy }) {
  const input = make("input", { type: "checkbox", id, checked: component.default, "aria-describedby": describedBy });
  const row = make("div", { class: "tickable" }, input, make("label", { for: id, dir: "auto" }, label));
  return { input: row, target: input, withoutLabel: true, problem: () => null, value: () => input.checked };
}

function uploadField({ id, label, required, component, describedBy }) {
  const most = component.max_values ?? 1;
  const least = required ? Math.max(1, component.min_values ?? 1) : 0;
  const files = filesInput({ id, label, multiple: most > 1, describedBy });
  const problem = () => {
    const { length } = files.list;
    if (length > most) return most === 1 ? "Attach one file only." : `Attach ${most} files at most.`;
    return length >= least ? null : least === 1 ? "Attach a file." : `Attach at least ${least} files.`;
  };
  return { input: files.element, target: files.input, problem, limits: most > 1 ? `Up to ${most} files.` : null, value: () => files.uploaded() };
}
