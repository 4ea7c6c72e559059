// Faces and names, and the card that opens on a name.

import { useMenu } from "./actions.js";
import { fill, make } from "./dom.js";
import { openFloating } from "./floating.js";
import { goTo } from "./places-open.js";
import { commandsIn, iAm, nameOf, on, place, roleById, store } from "./store.js";

const TONES = 7;
const USER_MENU = 2;

export function face(user, guild) {
  const name = nameOf(user, guild);
  if (user.bot) return make("span", { class: "face face-bot", "aria-hidden": "true" }, make("img", { src: "/static/icon.svg", alt: "" }));
  const initials = name.split(/\s+/u).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
  return make("span", { class: `face face-${Number(BigInt(user.id) % BigInt(TONES))}`, "aria-hidden": "true" }, initials);
}

export function rolesOf(user, guild) {
  const member = guild?.members.find((each) => each.user.id === user.id);
  return (member?.roles ?? []).map((id) => roleById(id, guild)?.name).filter(Boolean);
}

// What somebody is here, in a word or two.
export function standing(user, guild) {
  if (user.bot) return "The bot";
  return rolesOf(user, guild).join(", ") || (guild ? "Member" : "");
}

export function startCards() {
  on("card", ({ user, at, placeId }) => openFloating(at, (box, close) => card(user, placeId, box, close), { label: nameOf(user, place(placeId)?.guild), role: "dialog" }));
}

function card(user, placeId, box, close) {
  const guild = place(placeId)?.guild;
  const direct = store.state.direct.find((each) => each.recipients.some((one) => one.id === user.id));
  const entries = commandsIn(placeId, USER_MENU).map((command) => ({ label: command.name, run: () => useMenu(command.name, { user, placeId }) }));
  if (direct && !iAm(user.id)) entries.unshift({ label: "Write a direct message", run: () => goTo(direct.id, { focus: true }) });
  box.classList.add("card");
  fill(
    box,
    make("div", { class: "card-head" }, face(user, guild), make("p", {}, make("strong", { dir: "auto" }, nameOf(user, guild)), make("span", { class: "quiet" }, iAm(user.id) ? `${standing(user, guild)} · this is you` : standing(user, guild)))),
    ...entries.map(({ label, run }) => make("button", { type: "button", class: "menu-item", onclick: () => { close(); run(); } }, label)),
  );
}
