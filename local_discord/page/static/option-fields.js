// One option of a command: its input by type, its hint, and what is wrong with what was typed.

import { ask } from "./connection.js";
import { Combobox } from "./combobox.js";
import { clearOnChange, fill, freshId, icon, make } from "./dom.js";
import { filesInput } from "./files.js";
import { channelOptions, peopleOptions, roleOptions } from "./options.js";
import { place } from "./store.js";

const INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, ATTACHMENT = 11;
const MOST_TEXT = 6000;
const YES_NO = [{ label: "Yes", value: true }, { label: "No", value: false }];

// `others()` gives the options filled in so far: suggestions may depend on them.
export function optionField(option, { placeId, path, given, others }) {
  const id = freshId("option");
  const wrong = make("p", { class: "wrong", id: `${id}-wrong` });
  const attributes = { id, name: option.name, "aria-required": option.required ? "true" : null, "aria-describedby": `${id}-hint ${id}-wrong` };
  const input = inputFor(option, { placeId, path, given, others, attributes });
  const element = make(
    "div",
    { class: "option-field" },
    make("label", { for: id }, option.name, option.required ? make("span", { class: "required" }, " (required)") : make("span", { class: "optional" }, " (if you like)")),
    input.element,
    make("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, option.description),
    wrong,
  );
  clearOnChange(element, wrong, input.target);
  const isEmpty = () => input.now() === undefined || input.now() === "";
  const problem = () => (isEmpty() ? (option.required ? "Fill this in: the command needs it." : null) : faultOf(option, input.now()));
  const check = () => {
    const sentence = problem();
    fill(wrong, sentence && icon("warn"), sentence);
    input.target.setAttribute("aria-invalid", String(Boolean(sentence)));
    return !sentence;
  };
  const asNumber = (value) => (isNumber(option) && typeof value === "string" ? Number(value.replace(",", ".")) : value);
  const value = input.uploaded ?? (async () => asNumber(input.now()));
  return { option, element, wrong, isEmpty, problem, check, value, now: () => asNumber(input.now()), isFile: option.type === ATTACHMENT, focus: () => input.target.focus() };
}

const isNumber = (option) => option.type === INTEGER || option.type === NUMBER;

function faultOf(option, value) {
  if (isNumber(option) && !option.choices) {
    const number = Number(String(value).replace(",", "."));
    if (!Number.isFinite(number)) return option.type === INTEGER ? "Type a whole number." : "Type a number.";
    if (option.type === INTEGER && !Number.isInteger(number)) return "Type a whole number.";
    if (option.min_value !== undefined && number < option.min_value) return `Type ${option.min_value} or more.`;
    return option.max_value !== undefined && number > option.max_value ? `Type ${option.max_value} or less.` : null;
  }
  if (typeof value !== "string") return null;
  const most = option.max_length ?? MOST_TEXT;
  if (value.length < (option.min_length ?? 0)) return `Write at least ${option.min_length} characters.`;
  return value.length > most ? `Shorten this to ${most} characters; there are ${value.length}.` : null;
}

function inputFor(option, { placeId, path, given, others, attributes }) {
  const guild = place(placeId)?.guild ?? null;
  const from = (source, more = {}) => combobox(option, source, attributes, given, more);
  if (option.choices?.length) return from(option.choices.map((choice) => ({ label: choice.name, value: choice.value })));
  if (option.autocomplete) return from((text) => suggestions(option, text, { placeId, path, others }), { free: true, placeholder: "Type, then choose" });
  switch (option.type) {
    case BOOLEAN:
      return from(YES_NO);
    case USER:
      return from(peopleOptions(guild));
    case ROLE:
      return from(roleOptions(guild));
    case MENTIONABLE:
      return from([...peopleOptions(guild), ...roleOptions(guild)]);
    case CHANNEL:
      return from(channelOptions(guild, option.channel_types));
    case ATTACHMENT: {
      const files = filesInput({ id: attributes.id, label: option.name, describedBy: attributes["aria-describedby"] });
      return { element: files.element, target: files.input, now: () => (files.list.length ? files.list[0].file.name : undefined), uploaded: async () => (await files.uploaded())[0] };
    }
    default: {
      const input = make("input", { ...attributes, class: "input", type: "text", dir: "auto", autocomplete: "off", inputmode: option.type === INTEGER ? "numeric" : option.type === NUMBER ? "decimal" : null, value: given ?? "" });
      return { element: input, target: input, now: () => input.value.trim() };
    }
  }
}

function combobox(option, source, attributes, given, more) {
  const known = Array.isArray(source) ? source.filter((each) => [String(each.value), each.label.toLowerCase(), each.label.toLowerCase().replace(/^[@#]/, "")].includes(String(given ?? "").toLowerCase().replace(/^[@#]/, ""))) : [];
  const combo = new Combobox({ source, label: option.name, placeholder: "Choose", attributes, chosen: given ? known : [], ...more });
  if (more.free && given) combo.input.value = given;
  return { element: combo.element, target: combo.input, now: () => (typeof combo.values[0] === "string" ? combo.values[0].trim() : combo.values[0]) };
}

async function suggestions(option, text, { placeId, path, others }) {
  const filled = { ...others() };
  delete filled[option.name];
  const { choices } = await ask({ do: "autocomplete", in: placeId, command: path, options: { ...filled, [option.name]: text } });
  return choices.map((choice) => ({ label: choice.name, value: choice.value }));
}
