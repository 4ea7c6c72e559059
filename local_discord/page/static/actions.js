// What the person does, and what comes of it: a form, a reply to look at, or a sentence that says why not.

import { ask, Refusal } from "./connection.js";
import { openForm } from "./form.js";
import { notice, problem } from "./notices.js";
import { goTo } from "./places-open.js";
import { findMessage, place, store, tell } from "./store.js";

// The result, or null after the person was told what is wrong. `quiet` leaves the telling to the caller.
export async function act(action, { quiet = false } = {}) {
  try {
    const result = await ask(action);
    tell("done", { action, result });
    return result;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (quiet) throw refusal;
    problem(advised(refusal.message));
    return null;
  }
}

export function advised(sentence) {
  if (sentence.startsWith("The application did not respond")) return "The bot did not answer in time. Try once more; if it happens again, look at the window in which you started it.";
  if (sentence.startsWith("The application kept thinking")) return "The bot promised an answer and never gave it. Try once more.";
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

// Shows what the bot answered. `at` is the control that asked, `source` the message it stands on.
export function showAnswer(answer, { at = null, source = null } = {}) {
  if (!answer) return;
  if (answer.modal) {
    openForm(answer.modal);
    return;
  }
  const message = answer.message && findMessage(answer.message);
  if (!message) {
    tell("answered", { at });
  } else if (message.id === source?.id) {
    tell("reveal", { message, near: true });
    tell("answered", { at });
  } else {
    tell("reveal", { message });
    elsewhere(message);
  }
}

function elsewhere(message) {
  // On a phone the channel is not to be seen while a thread is open.
  if (document.querySelector(`[data-message="${message.id}"]`)?.checkVisibility()) return;
  const name = place(message.channel_id)?.name ?? "another place";
  notice(`The answer is in #${name}.`, { label: "Go there", onclick: () => goTo(message.channel_id, { messageId: message.id, focus: true }) });
}

export const busyKey = (message, component) => `${message.id} ${component.custom_id}`;

export function setBusy(key, busy) {
  if (busy) store.busy.add(key);
  else store.busy.delete(key);
  for (const control of document.querySelectorAll("[data-busy-key]")) {
    if (control.dataset.busyKey === key) control.setAttribute("aria-busy", String(busy));
  }
}

export async function press(message, component) {
  const key = busyKey(message, component);
  if (store.busy.has(key)) return;
  setBusy(key, true);
  const answer = await act({ do: "press", in: message.channel_id, message: message.id, custom_id: component.custom_id });
  setBusy(key, false);
  showAnswer(answer, { at: key, source: message });
}

export async function choose(message, component, values) {
  const key = busyKey(message, component);
  if (store.busy.has(key)) return;
  setBusy(key, true);
  const answer = await act({ do: "choose", in: message.channel_id, message: message.id, custom_id: component.custom_id, values });
  setBusy(key, false);
  showAnswer(answer, { at: key, source: message });
}

export async function useMenu(name, { message = null, user = null, placeId }) {
  const target = message ? { message: message.id } : { user: user.id };
  showAnswer(await act({ do: "menu", in: placeId, name, ...target }));
}

export async function startThread(message, name) {
  const started = await act({ do: "thread", in: message.channel_id, message: message.id, name }, { quiet: true });
  queueMicrotask(() => goTo(started.thread, { focus: true }));
  return started;
}
