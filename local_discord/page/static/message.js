// One message: who, when, what was said, and what can be done with it.

import { act } from "./actions.js";
import { timeElement, sameDay } from "./clock.js";
import { componentsOf } from "./components.js";
import { icon, iconButton, make } from "./dom.js";
import { embedOf } from "./embeds.js";
import { attachmentsOf } from "./media.js";
import { messageMenu, startsThread } from "./message-menu.js";
import { face } from "./people.js";
import { goTo } from "./places-open.js";
import { markdown, markdownLine, outline } from "./render.js";
import { findMessage, iAm, messagesIn, nameOf, place, tell } from "./store.js";
import { reactionsOf } from "./reactions.js";
import { starterOf } from "./starter.js";
import { excerpt } from "./texts.js";

export const PUBLISHED = 1, EPHEMERAL = 64, LOADING = 128;
const PINNED = 6, THREAD_CREATED = 18, THREAD_STARTER = 21;
const ORDINARY = [0, 19, 20, 23];
const TOGETHER = 7 * 60 * 1000;

export const sentAt = (message) => Date.parse(message.timestamp);
export const isSystem = (message) => !ORDINARY.includes(message.type);
const guildOf = (message) => place(message.channel_id)?.guild;

export function entry(message, before) {
  const item = make("li", { class: "entry", data: { message: message.id } });
  const newDay = !before || !sameDay(sentAt(before), sentAt(message));
  if (newDay) item.append(make("div", { class: "day" }, timeElement(sentAt(message), "day")));
  const continued = !newDay && continues(message, before);
  item.append(isSystem(message) ? systemLine(message) : article(message, { continued }));
  return item;
}

function continues(message, before) {
  const plain = [message, before].every((each) => !isSystem(each) && !(each.flags & EPHEMERAL) && !each.components.length);
  return plain && !message.referenced_message && !message.interaction && before.author.id === message.author.id && sentAt(message) - sentAt(before) < TOGETHER;
}

// `starter`: once more, at the top of the thread that began with it.
export function article(message, { continued = false, starter = false }) {
  const guild = guildOf(message);
  const heading = `${starter ? "starter" : "by"}-${message.id}`;
  const ephemeral = Boolean(message.flags & EPHEMERAL);
  const toMe = message.mentions.some((user) => iAm(user.id)) || message.mention_everyone;
  const classes = ["message", continued && "continued", ephemeral && "ephemeral", toMe && "to-me", starter && "starter"].filter(Boolean).join(" ");
  const element = make(
    "article",
    { class: classes, tabindex: "-1", "aria-labelledby": `${heading} ${heading}-at` },
    make("div", { class: "side" }, face(message.author, guild)),
    make(
      "div",
      { class: "body" },
      origin(message, guild),
      make(
        "header",
        { class: continued ? "unseen" : "by" },
        make("h3", { id: heading }, authorButton(message, guild), message.author.bot && make("span", { class: "tag" }, "App")),
        timeElement(sentAt(message), "message", { id: `${heading}-at`, class: "quiet" }),
        Boolean(message.flags & PUBLISHED) && make("span", { class: "quiet" }, "published"),
      ),
      ...said(message),
      reactionsOf(message),
      !starter && threadOf(message),
      ephemeral && onlyYou(message),
    ),
    starter ? "" : tools(message),
  );
  if (starter) return element;
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input, textarea, img") || getSelection().toString()) return;
    event.preventDefault();
    messageMenu(message, element, event.clientX ? { x: event.clientX, y: event.clientY } : null);
  });
  return element;
}

const authorButton = (message, guild) =>
  make("button", { type: "button", class: "author", dir: "auto", onclick: (event) => tell("card", { user: message.author, at: event.currentTarget, placeId: message.channel_id }) }, nameOf(message.author, guild));

function said(message) {
  if (message.flags & LOADING) return [make("p", { class: "thinking" }, make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), `${message.author.username} is thinking…`)];
  const headings = outline();
  const context = { place: message.channel_id, headings, message };
  const edited = message.edited_timestamp && !message.author.bot && make("span", { class: "quiet edited" }, "(edited)");
  return [
    message.content && markdown(message.content, context),
    edited,
    ...message.embeds.map((embed) => embedOf(embed, context)),
    componentsOf(message, context),
    attachmentsOf(message),
  ];
}

function origin(message, guild) {
  if (message.interaction) return make("p", { class: "origin" }, make("bdi", {}, nameOf(message.interaction.user, guild)), " used ", make("span", { class: "chip" }, `/${message.interaction.name}`.replace(/^\/(?=[A-Z])/u, "")));
  if (message.type !== 19) return null;
  // Null when it was deleted; nothing at all when it is somebody's own, as for what was shared from an ephemeral reply.
  const answered = message.referenced_message ?? findMessage(message.message_reference?.message_id, message.channel_id);
  if (!answered && message.referenced_message === undefined) return null;
  if (!answered) return make("p", { class: "origin" }, icon("reply"), "The message it answers was deleted");
  const jump = () => tell("reveal", { message: answered, focus: true });
  return make("p", { class: "origin" }, icon("reply"), make("button", { type: "button", class: "jump", onclick: jump }, make("strong", { dir: "auto" }, nameOf(answered.author, guild)), " ", make("span", { dir: "auto" }, excerpt(answered, 80))));
}

const onlyYou = (message) =>
  make("p", { class: "only-you" }, "Only you can see this · ", make("button", { type: "button", class: "link-button", onclick: () => act({ do: "delete", in: message.channel_id, message: message.id }) }, "Dismiss"));

function threadOf(message) {
  const thread = message.thread && place(message.thread.id);
  if (!thread) return null;
  const inside = messagesIn(thread.id).filter((each) => !isSystem(each) && !(each.flags & EPHEMERAL));
  const last = inside.at(-1);
  const count = inside.length === 1 ? "1 message" : `${inside.length} messages`;
  const below = last ? make("span", { class: "thread-last", dir: "auto" }, make("strong", {}, nameOf(last.author, thread.guild)), " ", excerpt(last, 90)) : make("span", { class: "thread-last" }, "Nobody has written yet. Be the first.");
  return make(
    "button",
    { type: "button", class: "thread-chip", onclick: () => goTo(thread.id, { focus: true }) },
    icon("thread"),
    make("span", { class: "thread-chip-text" }, make("span", { class: "thread-name", dir: "auto" }, thread.name), below),
    make("span", { class: "thread-count" }, `${count} ›`),
  );
}

function tools(message) {
  const list = make("div", { class: "tools" });
  if (!(message.flags & EPHEMERAL)) list.append(iconButton("reply", "Reply", () => tell("reply", { message })));
  if (startsThread(message)) list.append(iconButton("thread", "Start a thread", () => tell("start-thread", { message })));
  const more = iconButton("more", "More", () => messageMenu(message, more), { "aria-haspopup": "menu" });
  list.append(more);
  return list;
}

function systemLine(message) {
  const guild = guildOf(message);
  const who = make("strong", { dir: "auto" }, nameOf(message.author, guild));
  const when = timeElement(sentAt(message), "message", { class: "quiet" });
  const reference = message.message_reference;
  const line = (picture, ...children) => make("article", { class: "system", tabindex: "-1", "aria-label": "Note" }, icon(picture), make("div", {}, ...children, " ", when));
  if (message.type === PINNED) return line("book", who, " pinned a message.");
  if (message.type === THREAD_CREATED) return line("thread", who, " started a thread: ", make("button", { type: "button", class: "link-button", onclick: () => goTo(reference.channel_id, { focus: true }) }, message.content));
  if (message.type === THREAD_STARTER) return starterOf(message) ?? line("thread", "This thread began with a message that is not there any more.");
  return line("book", who, " ", markdownLine(message.content || "was here.", message.channel_id));
}
