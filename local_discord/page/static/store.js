// What this person sees, kept as the server tells it; views listen to "state", "message", "threads", "clock", "next", "typing".

import { setClock } from "./clock.js";

export const store = { state: null, next: undefined, places: new Map(), unread: new Set(), busy: new Set(), drafts: new Map() };
export const TEXT = 0, DIRECT = 1, CATEGORY = 4, FORUM = 15;
const THREADS = [10, 11, 12];

const listeners = new Map();

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

export function tell(name, detail) {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(detail);
}

export function setState(state) {
  store.state = state;
  setClock(state.clock);
  index();
  tell("state");
}

function index() {
  store.places = new Map();
  for (const guild of store.state.guilds) {
    for (const channel of guild.channels) store.places.set(channel.id, { ...channel, guild });
    for (const thread of guild.threads) store.places.set(thread.id, { ...thread, guild, thread: true });
  }
  for (const direct of store.state.direct) {
    store.places.set(direct.id, { ...direct, direct: true, guild: null, name: nameOf(direct.recipients[0]) });
  }
}

export const place = (id) => store.places.get(id) ?? null;
export const isForum = (found) => found?.type === FORUM;
export const isThread = (found) => THREADS.includes(found?.type);
export const messagesIn = (placeId) => store.state.messages[placeId] ?? [];
export const threadsOf = (channelId) => [...store.places.values()].filter((each) => each.thread && each.parent_id === channelId);
export const iAm = (userId) => store.state.person.id === userId;

export function findMessage(messageId, near) {
  const places = near ? [near, ...Object.keys(store.state.messages)] : Object.keys(store.state.messages);
  for (const placeId of places) {
    const found = messagesIn(placeId).find((message) => message.id === messageId);
    if (found) return found;
  }
  return null;
}

export function nameOf(user, guild) {
  const member = guild?.members.find((each) => each.user.id === user?.id);
  return member?.nick || user?.global_name || user?.username || "Somebody";
}

export function userById(id) {
  const { people, applications, guilds } = store.state;
  const known = [...people, ...applications.map((each) => each.user), ...guilds.flatMap((guild) => guild.members.map((member) => member.user))];
  return known.find((user) => user.id === id) ?? null;
}

export const roleById = (id, guild) => (guild?.roles ?? []).find((role) => role.id === id) ?? null;

// Those one can meet here: the owner of a guild is nobody who acts.
export function peopleIn(guild) {
  const acting = new Set(store.state.people.map((user) => user.id));
  if (!guild) return store.state.people;
  return guild.members.map((member) => member.user).filter((user) => user.bot || acting.has(user.id));
}

export function commandsIn(placeId, kind) {
  return (store.state.shown[placeId] ?? []).map((id) => store.state.commands[id]).filter((command) => command && command.type === kind);
}

const BITS = { makeChannels: 4n, react: 6n, write: 11n, moderate: 13n, attach: 15n, startThreads: 35n, writeInThreads: 38n };

export function may(what, found) {
  if (!found?.permissions) return !["startThreads", "makeChannels"].includes(what);
  return Boolean((BigInt(found.permissions) >> BITS[what]) & 1n);
}

export function happened(name, data) {
  if (name === "CLOCK") {
    setClock(data.now);
    tell("clock");
  } else if (name === "NEXT") {
    store.next = data.at;
    tell("next");
  } else if (name.startsWith("MESSAGE_REACTION")) reacted(name.endsWith("ADD"), data);
  else if (name.startsWith("MESSAGE_")) messageHappened(name, data);
  else if (name.startsWith("THREAD_")) threadHappened(name, data);
  else if (name === "TYPING_START") tell("typing", data);
}

function messageHappened(name, data) {
  const known = (store.state.messages[data.channel_id] ??= []);
  const at = known.findIndex((message) => message.id === data.id);
  if (name === "MESSAGE_CREATE" && at < 0) {
    known.push(data);
    tell("message", { kind: "new", message: data });
  } else if (name === "MESSAGE_DELETE" && at >= 0) {
    const [message] = known.splice(at, 1);
    tell("message", { kind: "gone", message });
  } else if (at >= 0) {
    known[at] = data;
    tell("message", { kind: "changed", message: data });
  }
}

function reacted(added, { channel_id: placeId, message_id: messageId, user_id: userId, emoji }) {
  const message = messagesIn(placeId).find((each) => each.id === messageId);
  if (!message) return;
  const reactions = (message.reactions ??= []);
  let found = reactions.find((each) => each.emoji.name === emoji.name && each.emoji.id === emoji.id);
  if (!found) reactions.push((found = { emoji, count: 0, me: false }));
  found.count += added ? 1 : -1;
  if (iAm(userId)) found.me = added;
  message.reactions = reactions.filter((each) => each.count > 0);
  tell("message", { kind: "changed", message });
}

function threadHappened(name, data) {
  const guild = store.state.guilds.find((each) => each.id === data.guild_id);
  if (!guild) return;
  const parent = place(data.parent_id);
  const at = guild.threads.findIndex((thread) => thread.id === data.id);
  if (name === "THREAD_DELETE") guild.threads.splice(at, at < 0 ? 0 : 1);
  else if (at >= 0) guild.threads[at] = { ...guild.threads[at], ...data };
  else {
    // The event says nothing of permissions; a thread has its channel's, and its commands.
    guild.threads.push({ ...data, permissions: parent?.permissions, joined: false });
    store.state.shown[data.id] = store.state.shown[data.parent_id] ?? [];
    store.state.messages[data.id] ??= [];
  }
  index();
  tell("threads", { id: data.id, parentId: data.parent_id, created: name === "THREAD_CREATE" });
}
