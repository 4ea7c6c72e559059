// Mentions of people, roles, channels and commands, as chips that lead to what they name.

import { make } from "./dom.js";
import { goTo } from "./places-open.js";
import { FORUM, iAm, nameOf, place, roleById, store, tell, userById } from "./store.js";

export function userChip(id, placeId) {
  const user = userById(id);
  if (!user) return make("span", { class: "chip" }, "@somebody who is not here");
  return make("button", { type: "button", class: `chip${iAm(id) ? " me" : ""}`, onclick: (event) => tell("card", { user, at: event.currentTarget, placeId }) }, `@${nameOf(user, place(placeId)?.guild)}`);
}

export function roleChip(id, placeId) {
  const guild = place(placeId)?.guild;
  if (id === guild?.id) return make("span", { class: "chip" }, "@everyone");
  return make("span", { class: "chip" }, `@${roleById(id, guild)?.name ?? "a role that is not here"}`);
}

export function channelChip(id) {
  const found = place(id);
  if (!found) return make("span", { class: "chip" }, "#a channel that you cannot see");
  const kind = found.thread ? "thread" : found.type === FORUM ? "forum" : "channel";
  return make("button", { type: "button", class: "chip", title: `Open this ${kind}`, onclick: () => goTo(id, { focus: true }) }, found.direct ? found.name : `#${found.name}`);
}

export function commandChip(name, id, placeId) {
  const known = (store.state.shown[placeId] ?? []).includes(id) || Object.values(store.state.commands).some((command) => command.name === name.split(" ")[0]);
  if (!known) return make("span", { class: "chip" }, `/${name}`);
  return make("button", { type: "button", class: "chip", title: "Use this command", onclick: () => tell("command", { name, placeId }) }, `/${name}`);
}
