// Reactions under a message.

import { act } from "./actions.js";
import { make } from "./dom.js";

export const OFFERED = ["👍", "❤️", "🎉", "🤔", "👀"];

const written = (emoji) => (emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name);

export const react = (message, emoji, given) => act({ do: given ? "unreact" : "react", in: message.channel_id, message: message.id, emoji });

export function reactionsOf(message) {
  if (!message.reactions?.length) return null;
  return make("div", { class: "reactions" }, ...message.reactions.map((each) => pill(message, each)));
}

function pill(message, { emoji, count, me }) {
  const people = count === 1 ? "1 person" : `${count} people`;
  return make(
    "button",
    { type: "button", class: "reaction", "aria-pressed": String(me), "aria-label": `${emoji.name}, ${people}`, data: { key: `reaction ${emoji.name}` }, onclick: () => react(message, written(emoji), me) },
    make("span", { class: "emoji" }, emoji.id ? `:${emoji.name}:` : emoji.name),
    ` ${count}`,
  );
}
