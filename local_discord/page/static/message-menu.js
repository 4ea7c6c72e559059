// The menu on a message: what Discord offers, and below it what the bots offer.

import { act, startThread, useMenu } from "./actions.js";
import { openDialog } from "./dialog.js";
import { make, shortly } from "./dom.js";
import { openMenu } from "./floating.js";
import { notice } from "./notices.js";
import { goTo } from "./places-open.js";
import { OFFERED, react } from "./reactions.js";
import { commandsIn, iAm, isThread, may, on, place, tell } from "./store.js";
import { excerpt, wholeText } from "./texts.js";

const MESSAGE_MENU = 3;
const MOST_NAME = 100;

export function startsThread(message) {
  const found = place(message.channel_id);
  return !message.thread && !(message.flags & 64) && !found?.direct && !isThread(found) && may("startThreads", found);
}

export function messageMenu(message, opener, point = null) {
  openMenu(opener, [...own(message), ...ofBots(message)], { label: "Message", point });
}

function own(message) {
  const placeId = message.channel_id;
  const entries = [];
  if (message.flags & 64) {
    return [{ label: "Copy the text", run: () => copy(message) }, { label: "Dismiss", run: () => act({ do: "delete", in: placeId, message: message.id }) }];
  }
  const given = new Set((message.reactions ?? []).filter((each) => each.me).map((each) => each.emoji.name));
  if (may("react", place(placeId))) {
    entries.push({ label: "React", row: OFFERED.map((emoji) => ({ label: emoji, name: `React with ${emoji}`, kind: "emoji", run: () => react(message, emoji, given.has(emoji)) })) });
  }
  entries.push({ label: "Reply", run: () => tell("reply", { message }) });
  if (message.thread) entries.push({ label: "Open its thread", run: () => goTo(message.thread.id, { focus: true }) });
  else if (startsThread(message)) entries.push({ label: "Start a thread", run: () => tell("start-thread", { message }) });
  entries.push({ label: "Copy the text", run: () => copy(message) });
  if (iAm(message.author.id)) entries.push({ label: "Edit", run: () => tell("edit", { message }) });
  if (iAm(message.author.id) || (may("moderate", place(placeId)) && !place(placeId).direct)) {
    entries.push({ label: "Delete", kind: "danger", run: () => act({ do: "delete", in: placeId, message: message.id }) });
  }
  return entries;
}

function ofBots(message) {
  const offered = commandsIn(message.channel_id, MESSAGE_MENU);
  if (!offered.length) return [];
  return [{ title: "Apps" }, ...offered.map((command) => ({ label: command.name, run: () => useMenu(command.name, { message, placeId: message.channel_id }) }))];
}

async function copy(message) {
  try {
    await navigator.clipboard.writeText(wholeText(message));
    notice("Copied.");
  } catch {
    notice("The browser did not let the page copy; select the text and copy it yourself.");
  }
}

export function startThreadDialogs() {
  on("start-thread", ({ message }) => {
    const name = make("input", { id: "thread-name", class: "input", maxlength: MOST_NAME, required: true, dir: "auto", value: shortly(excerpt(message, 60), 60) });
    openDialog({
      title: "Start a thread",
      body: make("div", { class: "field" }, make("label", { for: "thread-name" }, "What is it about?"), name),
      submit: "Start the thread",
      onsubmit: () => startThread(message, name.value.trim()),
    });
    name.select();
  });
}
