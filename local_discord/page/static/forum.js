// A forum channel: its posts as a list, newest first, with their tags.

import { timeElement } from "./clock.js";
import { fill, icon, make } from "./dom.js";
import { goTo, open } from "./places-open.js";
import { messagesIn, on, place, store, threadsOf } from "./store.js";
import { excerpt } from "./texts.js";

const WORDS = 180;
const EPOCH = 1420070400000n;
const born = (id) => Number((BigInt(id) >> 22n) + EPOCH);

export function forumView(forumId, id) {
  let wanted = null;
  const tags = make("div", { class: "tags", role: "group", "aria-label": "Show posts with this tag" });
  const list = make("ul", { class: "posts" });
  const empty = make("p", { class: "empty" });
  const element = make("div", { class: "scroller forum", id, tabindex: "-1", role: "region", "aria-label": `Posts in ${place(forumId).name}` }, tags, list, empty);

  function draw() {
    const forum = place(forumId);
    if (!forum) return;
    const offered = forum.available_tags ?? [];
    fill(tags, ...offered.map((tag) => make("button", { type: "button", class: "tag-filter", "aria-pressed": String(wanted === tag.id), onclick: () => pick(tag.id) }, tagText(tag))));
    const posts = threadsOf(forumId).filter((post) => !wanted || (post.applied_tags ?? []).includes(wanted));
    posts.sort((one, other) => latest(other) - latest(one));
    fill(list, ...posts.map((post) => card(post, offered)));
    fill(empty, posts.length ? null : wanted ? "No post has this tag." : "There are no posts yet. The bot starts one for each day when a study is set up here.");
    empty.hidden = posts.length > 0;
  }

  function pick(tagId) {
    wanted = wanted === tagId ? null : tagId;
    draw();
    tags.querySelector('[aria-pressed="true"], button')?.focus();
  }

  const stops = [on("threads", ({ parentId }) => parentId === forumId && draw()), on("message", ({ message }) => place(message.channel_id)?.parent_id === forumId && draw()), on("place", draw)];
  return { element, draw, destroy: () => stops.forEach((stop) => stop()) };
}

const latest = (post) => Date.parse(messagesIn(post.id).at(-1)?.timestamp ?? 0) || born(post.id);
const tagText = (tag) => `${tag.emoji_name ? `${tag.emoji_name} ` : ""}${tag.name}`;

function card(post, tags) {
  const [first, ...rest] = messagesIn(post.id);
  const carried = tags.filter((tag) => (post.applied_tags ?? []).includes(tag.id));
  const answers = !rest.length ? "Nobody has answered yet" : rest.length === 1 ? "1 message since" : `${rest.length} messages since`;
  const current = open.thread === post.id;
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: `post${store.unread.has(post.id) ? " unread" : ""}`, "aria-current": current ? "true" : null, onclick: () => goTo(post.id, { focus: true }) },
      carried.length ? make("span", { class: "post-tags" }, ...carried.map((tag) => make("span", { class: "tag" }, tagText(tag)))) : null,
      make("span", { class: "post-name", dir: "auto" }, post.name),
      first && make("span", { class: "post-words", dir: "auto" }, excerpt(first, WORDS)),
      make("span", { class: "post-foot" }, icon("reply"), `${answers} ·`, timeElement(latest(post), "R"), post.thread_metadata?.archived ? "· resting" : ""),
    ),
  );
}
