// Making a channel: a text channel, or a forum with its tags.

import { ask } from "./connection.js";
import { openDialog } from "./dialog.js";
import { iconButton, make } from "./dom.js";
import { fieldOf } from "./fields.js";
import { goTo } from "./places-open.js";
import { may, on } from "./store.js";

const TEXT_INPUT = 4, RADIO = 21;
const MOST_NAME = 100, MOST_TAGS = 440;
const FORUM = "forum";
const KINDS = [
  { value: "text", label: "Text channel", default: true },
  { value: FORUM, label: "Forum", description: "Each conversation is a post of its own" },
];

// The button beside a server's name, for those who may make channels there.
export function newChannelButton(guild) {
  return guild.channels.some((channel) => may("makeChannels", channel)) && iconButton("attach", "New channel", () => openChannelDialog(guild), { data: { key: `new-${guild.id}` } });
}

function openChannelDialog(guild) {
  const name = fieldOf({ label: "Name", component: { type: TEXT_INPUT, max_length: MOST_NAME } });
  const kind = fieldOf({ label: "Kind", component: { type: RADIO, options: KINDS } });
  const tags = fieldOf({ label: "Tags", description: "For a forum, with commas between them.", component: { type: TEXT_INPUT, max_length: MOST_TAGS, required: false } });
  openDialog({
    title: "New channel",
    body: make("div", { class: "fields-box" }, name.element, kind.element, tags.element),
    submit: "Make the channel",
    onsubmit: () => create(guild, { name, kind, tags }),
  });
}

async function create(guild, { name, kind, tags }) {
  if (!name.check()) {
    name.focus();
    return null;
  }
  const named = tags.value().split(",").map((tag) => tag.trim()).filter(Boolean);
  const made = await ask({ do: "channel", guild: guild.id, name: name.value(), ...(kind.value() === FORUM ? { tags: named } : {}) });
  const stop = on("state", () => {
    stop();
    goTo(made.channel, { focus: true });
  });
  return made;
}
