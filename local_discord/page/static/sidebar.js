// On the left: servers with their channels and threads, direct messages, and whom one acts as.

import { open as openAs } from "./connection.js";
import { fill, icon, iconButton, make } from "./dom.js";
import { openMenu } from "./floating.js";
import { newChannelButton } from "./new-channel.js";
import { goTo, open } from "./places-open.js";
import { face, standing } from "./people.js";
import { CATEGORY, iAm, isForum, nameOf, on, store, threadsOf } from "./store.js";

const THREADS_SHOWN = 4;
const NARROW = "(max-width: 46rem)";

export function startSidebar(nav, opener) {
  opener.append(icon("menu"));
  const isOpen = () => nav.classList.contains("open");
  const others = () => [document.getElementById("main"), document.getElementById("thread")];
  const set = (opened) => {
    nav.classList.toggle("open", opened);
    opener.setAttribute("aria-expanded", String(opened));
    for (const other of others()) other.inert = opened;
    document.body.classList.toggle("drawer-open", opened);
  };
  const close = ({ refocus = true } = {}) => {
    if (!isOpen()) return;
    set(false);
    if (refocus) opener.focus();
  };
  opener.addEventListener("click", () => {
    if (isOpen()) return close();
    set(true);
    (nav.querySelector("[aria-current]") ?? nav.querySelector("button"))?.focus();
  });
  nav.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("click", (event) => isOpen() && !nav.contains(event.target) && !opener.contains(event.target) && !event.target.closest(".floating") && close({ refocus: false }));
  matchMedia(NARROW).addEventListener("change", () => close({ refocus: false }));
  const redraw = () => draw(nav, close);
  on("state", redraw);
  on("threads", redraw);
  on("unread", redraw);
  on("place", () => {
    close({ refocus: false });
    redraw();
  });
  on("opened", () => close({ refocus: false })); // also where one is already
}

function draw(nav, close) {
  const held = nav.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { guilds, direct } = store.state;
  fill(
    nav,
    make("div", { class: "places-list" }, ...guilds.map(guildOf), direct.length ? make("section", { "aria-label": "Direct messages" }, make("h2", { class: "guild-name" }, "Direct messages"), make("ul", {}, ...direct.map((each) => placeItem(store.places.get(each.id), "people")))) : null),
    make("p", { class: "quiet local-note" }, "A local Discord on this computer, with the real bot in it"),
    self(),
    iconButton("close", "Close the list of channels", () => close(), { class: "only-narrow close-places" }),
  );
  if (held) nav.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
}

function guildOf(guild) {
  const channels = guild.channels.filter((channel) => channel.type !== CATEGORY).toSorted((one, other) => one.position - other.position);
  return make("section", { "aria-label": guild.name }, make("div", { class: "guild-head" }, make("h2", { class: "guild-name", dir: "auto" }, guild.name), newChannelButton(guild)), make("ul", {}, ...channels.flatMap(channelItems)));
}

function channelItems(channel) {
  const resting = (thread) => thread.thread_metadata?.archived && thread.id !== open.thread;
  const newest = threadsOf(channel.id).filter((thread) => !resting(thread)).sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1));
  const shown = isForum(channel) ? newest.filter((thread) => store.unread.has(thread.id) || thread.id === open.thread) : newest;
  const threads = shown.filter((thread, at) => at < THREADS_SHOWN || thread.id === open.thread);
  const inner = threads.length ? make("ul", { class: "threads" }, ...threads.map((thread) => placeItem(thread, null))) : null;
  const item = placeItem(store.places.get(channel.id), isForum(channel) ? "forum" : "hash");
  if (inner) item.append(inner);
  return item;
}

function placeItem(found, picture) {
  const unread = store.unread.has(found.id);
  const current = found.thread ? found.id === open.thread : found.id === open.channel;
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: `place-link${unread ? " unread" : ""}`, "aria-current": current ? "page" : null, data: { key: found.id }, onclick: () => goTo(found.id, { focus: true }) },
      picture && icon(picture),
      make("span", { class: "place-link-name", dir: "auto" }, found.name),
      unread && make("span", { class: "dot" }, make("span", { class: "unseen" }, "new")),
    ),
  );
}

function self() {
  const { person, people } = store.state;
  const [guild] = store.state.guilds;
  const button = make(
    "button",
    { type: "button", class: "self", "aria-haspopup": "menu", data: { key: "self" }, onclick: () => openMenu(button, [{ title: "Act as" }, ...people.map((user) => entry(user, guild))], { label: "Act as" }) },
    face(person, guild),
    make("span", { class: "self-text" }, make("span", { class: "quiet" }, "You are "), make("strong", { dir: "auto" }, nameOf(person, guild))),
    make("span", { class: "switch" }, "Switch"),
  );
  return make("div", { class: "self-box" }, button);
}

function entry(user, guild) {
  const label = [face(user, guild), make("span", {}, make("span", { class: "option-label", dir: "auto" }, nameOf(user, guild)), make("span", { class: "option-description" }, iAm(user.id) ? "This is you now" : standing(user, guild)))];
  return { label, checked: iAm(user.id), run: () => openAs(user.id) };
}
