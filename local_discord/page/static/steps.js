// The first steps: three things worth trying, each there until it is done.

import { fill, icon, iconButton, make } from "./dom.js";
import { flash } from "./message-list.js";
import { notice, say } from "./notices.js";
import { goTo, open } from "./places-open.js";
import { isThread, on, place, store, tell } from "./store.js";
import { leavesIn } from "./command-list.js";
import { componentTexts, plainText } from "./texts.js";

const SEARCH = "passage search", SECONDARY = 2;
const done = new Set();
const offeredToPress = new Set();
let kept = null;

const threadOf = (post) => place(post.thread?.id ?? post.id);

// The newest message of a bot that everybody sees, with a button that stands out: the post of the day, which has a thread.
function newestPost() {
  const all = Object.values(store.state.messages).flat();
  const posts = all.filter((message) => message.author.bot && !(message.flags & 64) && buttonsOf(message).length && !isThread(place(message.channel_id)) && !place(message.channel_id)?.direct);
  posts.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1));
  const ofTheDay = posts.filter((post) => mainButton(post).style !== SECONDARY);
  return [...ofTheDay, ...posts].find((post) => isThread(threadOf(post))) ?? ofTheDay[0] ?? posts[0] ?? null;
}

const parts = (components) => components.flatMap((each) => [each, ...parts([...(each.components ?? []), ...(each.accessory ? [each.accessory] : [])])]);
const buttonsOf = (message) => parts(message.components).filter((each) => each.type === 2 && each.custom_id && !each.disabled);

const mainButton = (post) => buttonsOf(post).find((each) => each.style !== SECONDARY) ?? buttonsOf(post)[0];

function steps() {
  const post = newestPost();
  const button = post && mainButton(post);
  if (button) offeredToPress.add(button.custom_id);
  const thread = post && threadOf(post);
  const search = leavesIn(open.channel).find((leaf) => leaf.path === SEARCH);
  const word = post ? wordOf(post) : "";
  return [
    button && { id: "press", text: ["Press ", make("strong", { dir: "auto" }, button.label ?? "the first button")], go: () => toButton(post, button) },
    isThread(thread) && { id: "write", text: ["Answer in its ", make("strong", {}, "thread")], go: () => goTo(thread.id, { focus: true }) },
    search && { id: "search", text: word ? ["Search for ", make("strong", { dir: "auto" }, word)] : ["Look something up"], go: () => tell("command", { name: SEARCH, placeId: open.channel, given: { [search.options[0]?.name]: word } }) },
  ].filter(Boolean);
}

// The longest word of its heading: what a title speaks of can be found in the text as well.
function wordOf(post) {
  const heading = /^#{1,3} +(.+)$/m.exec(componentTexts(post.components).join("\n"))?.[1] ?? "";
  const words = plainText(heading).match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.toSorted((one, other) => other.length - one.length)[0] ?? "";
}

function toButton(post, button) {
  goTo(post.channel_id, { messageId: post.id, near: true });
  const control = document.querySelector(`[data-message="${post.id}"] [data-key="${CSS.escape(button.custom_id)}"]`);
  if (!control) return;
  control.scrollIntoView({ block: "nearest" });
  flash(control);
  control.focus();
}

function remembered() {
  // A new world has new ids: what was done in another one does not count.
  const world = `steps-${store.state.guilds[0]?.id ?? ""}`;
  if (kept === world) return;
  kept = world;
  done.clear();
  for (const id of (sessionStorage.getItem(world) ?? "").split(" ").filter(Boolean)) done.add(id);
}

function finish(id, box) {
  if (done.has(id)) return;
  const before = steps().filter((step) => !done.has(step.id)).length;
  done.add(id);
  sessionStorage.setItem(kept, [...done].join(" "));
  draw(box);
  const left = steps().filter((step) => !done.has(step.id)).length;
  if (before && !left && id !== "all") notice("That is the heart of it. Now move the bot’s clock, at the top, and tomorrow’s passage arrives.");
  else if (before > left) say(`Done. ${left} to go.`);
}

export function stepsBox() {
  const box = make("section", { class: "steps", "aria-label": "First steps" });
  on("state", () => draw(box));
  on("place", () => draw(box));
  on("threads", () => draw(box));
  on("message", () => draw(box));
  on("done", ({ action }) => {
    if (action.do === "press" && offeredToPress.has(action.custom_id)) finish("press", box);
    if ((action.do === "say" || action.do === "reply") && isThread(place(action.in))) finish("write", box);
    if (action.do === "slash" && action.command === SEARCH) finish("search", box);
  });
  draw(box);
  return box;
}

let drawn = "";

function draw(box) {
  remembered();
  const offered = done.has("all") ? [] : steps();
  const left = offered.filter((step) => !done.has(step.id));
  box.hidden = left.length === 0;
  const now = left.map((step) => `${step.id} ${step.text.map((part) => part.textContent ?? part).join("")}`).join("|");
  if (now === drawn && box.childElementCount) return;
  drawn = now;
  const count = offered.length - left.length;
  const items = left.map((step) => make("li", {}, make("button", { type: "button", class: "step", onclick: () => currentStep(step.id)?.go() }, make("span", { class: "step-number", "aria-hidden": "true" }, String(offered.indexOf(step) + 1)), make("span", {}, ...step.text), icon("back"))));
  fill(
    box,
    make("p", { class: "steps-about" }, store.state.applications[0]?.description ?? ""),
    make("p", { class: "steps-title" }, make("strong", {}, count ? `${count} of ${offered.length} done` : "Try this first")),
    make("ol", {}, ...items),
    iconButton("close", "Put the first steps away", () => finish("all", box)),
  );
}

const currentStep = (id) => steps().find((step) => step.id === id);
