// What a screen reader hears of new messages, and the marks on places where something new was said.

import { isSystem, LOADING, EPHEMERAL } from "./message.js";
import { notice, say } from "./notices.js";
import { goTo, open } from "./places-open.js";
import { iAm, isThread, nameOf, on, place, store, tell } from "./store.js";
import { excerpt } from "./texts.js";

const WORDS = 200;
const AFTER_MOVE = 15000;
const promised = new Set();
let moved = 0;

export function startAnnouncing() {
  on("moving", () => (moved = Date.now()));
  on("message", ({ kind, message }) => {
    if (kind === "gone" || isSystem(message)) return;
    if (message.flags & LOADING) promised.add(message.id);
    else if (kind === "new" || promised.delete(message.id)) told(message);
  });
}

// Of a forum's post its forum is named: the post's own name is as long as a sentence.
const channelOf = (found) => (isThread(found) ? place(found.parent_id) : found);

function told(message) {
  if (iAm(message.author.id)) return;
  const found = place(message.channel_id);
  const here = message.channel_id === open.channel || message.channel_id === open.thread;
  const who = nameOf(message.author, found?.guild);
  say(`${who}${here ? "" : ` in ${found?.name ?? "another place"}`}${message.flags & EPHEMERAL ? ", for you only" : ""}: ${excerpt(message, WORDS)}`);
  if (here) return;
  store.unread.add(message.channel_id);
  tell("unread");
  if (message.author.bot && !(message.flags & EPHEMERAL) && Date.now() - moved < AFTER_MOVE) {
    const what = found?.direct ? `A direct message from ${who}.` : `A new post in #${channelOf(found)?.name ?? ""}.`;
    notice(what, { label: "Read it", onclick: () => goTo(message.channel_id, { messageId: message.id, focus: true }) });
  }
}
