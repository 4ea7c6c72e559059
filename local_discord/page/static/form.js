// A bot's form (modal): every kind of input that Discord has.

import { ask } from "./connection.js";
import { advised, showAnswer } from "./actions.js";
import { openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { fieldOf } from "./fields.js";
import { open } from "./places-open.js";
import { markdown } from "./render.js";
import { tell } from "./store.js";

const ROW = 1, TEXT = 10, LABEL = 18;

export function openForm(form) {
  const placeId = open.thread ?? open.channel;
  const fields = [];
  const add = (described) => {
    const field = fieldOf(described, placeId);
    fields.push(field);
    return field.element;
  };
  const parts = (form.components ?? []).flatMap((part) => {
    if (part.type === TEXT) return [markdown(part.content, { place: placeId })];
    if (part.type === LABEL) return [add({ label: part.label, description: part.description, component: part.component })];
    return part.type === ROW ? part.components.map((each) => add({ label: each.label, component: each })) : [];
  });
  openDialog({
    title: form.title,
    body: make("div", { class: "fields-box" }, ...parts),
    submit: "Send",
    onsubmit: () => send(form, fields),
  });
}

async function send(form, fields) {
  const faulty = fields.filter((field) => !field.check());
  if (faulty.length) {
    faulty[0].focus();
    return null;
  }
  const values = {};
  try {
    for (const field of fields) {
      const value = await field.value();
      if (value !== undefined) values[field.customId] = value;
    }
    const answer = await ask({ do: "submit", form: form.form, values });
    tell("done", { action: { do: "submit" }, result: answer });
    queueMicrotask(() => showAnswer(answer));
    return answer;
  } catch (refusal) {
    throw new Error(advised(refusal.message));
  }
}
