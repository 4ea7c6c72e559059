// The rows of a list of options, and the lists themselves: people, roles, channels.

import { emojiOf } from "./components.js";
import { icon, make } from "./dom.js";
import { face, standing } from "./people.js";
import { isForum, isThread, nameOf, peopleIn, place, store } from "./store.js";

const USER = 5, ROLE = 6, MENTIONABLE = 7, CHANNEL = 8;
const CATEGORY = 4;

export function optionRow(option, id, chosen, onclick) {
  return make(
    "div",
    { role: "option", id, class: "option", "aria-selected": String(chosen), onclick },
    option.picture?.() ?? null,
    emojiOf(option.emoji),
    make("span", { class: "option-text" }, make("span", { class: "option-label", dir: "auto" }, option.label), option.description && make("span", { class: "option-description", dir: "auto" }, option.description)),
    chosen && icon("tick"),
  );
}

export const statusRow = (text) => make("div", { class: "option-status", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text);

export function peopleOptions(guild) {
  return peopleIn(guild).map((user) => ({ label: nameOf(user, guild), value: user.id, description: standing(user, guild), picture: () => face(user, guild) }));
}

export function roleOptions(guild) {
  return (guild?.roles ?? []).map((role) => ({ label: `@${role.name.replace(/^@/, "")}`, value: role.id, description: "Role" }));
}

export function channelOptions(guild, kinds) {
  const all = [...store.places.values()].filter((each) => each.guild && each.guild === guild && each.type !== CATEGORY);
  const wanted = all.filter((each) => (kinds?.length ? kinds.includes(each.type) : !isThread(each)));
  return wanted.map((each) => ({ label: each.name, value: each.id, description: isThread(each) ? `Thread in #${place(each.parent_id)?.name}` : isForum(each) ? "Forum" : (each.topic ?? "Channel"), picture: () => icon(isThread(each) ? "thread" : isForum(each) ? "forum" : "hash") }));
}

// What a select menu of this type offers.
export function offered(component, placeId) {
  const guild = place(placeId)?.guild ?? null;
  switch (component.type) {
    case USER:
      return peopleOptions(guild);
    case ROLE:
      return roleOptions(guild);
    case MENTIONABLE:
      return [...peopleOptions(guild), ...roleOptions(guild)];
    case CHANNEL:
      return channelOptions(guild, component.channel_types);
    default:
      return (component.options ?? []).map((option) => ({ label: option.label, value: option.value, description: option.description, emoji: option.emoji, standing: option.default }));
  }
}

export function standingIn(component, options) {
  const ids = (component.default_values ?? []).map((each) => each.id);
  return options.filter((option) => option.standing || ids.includes(option.value));
}
