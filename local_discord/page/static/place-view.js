// A place on the screen: its heading, its messages and where one writes. One in the middle, one for a thread beside it.

import { Composer } from "./composer.js";
import { fill, icon, iconButton, make } from "./dom.js";
import { forumView } from "./forum.js";
import { MessageList } from "./message-list.js";
import { openMenu } from "./floating.js";
import { closeThread, goTo } from "./places-open.js";
import { isForum, isThread, nameOf, on, place, threadsOf } from "./store.js";
import { markdownLine } from "./render.js";

const TYPES_FOR = 8000;
const MOST_LISTED = 40;

export class PlaceView {
  constructor(placeId, { beside = false, above = null } = {}) {
    this.placeId = placeId;
    const found = place(placeId);
    const ids = beside ? { list: "thread-messages", write: "write-thread" } : { list: "messages", write: "write" };
    this.forum = isForum(found) ? forumView(placeId, ids.list) : null;
    this.list = this.forum ? null : new MessageList(placeId, { id: ids.list, empty: emptyText(found) });
    this.composer = this.forum ? null : new Composer(placeId, ids.write);
    this.header = make("header", { class: "place-head" });
    this.parts = [this.header, above, this.forum?.element ?? this.list.element, this.composer?.element ?? make("p", { class: "forum-note", id: ids.write, tabindex: "-1" }, "Every post here is a conversation of its own. Open one to read it and to write.")];
    this.beside = beside;
    this.stops = [on("typing", (data) => this.typing(data)), on("threads", () => this.drawHeader()), on("message", ({ message }) => message.channel_id === placeId && this.stopTyping())];
  }

  draw() {
    this.drawHeader();
    this.list?.draw();
    this.forum?.draw();
    this.composer?.refresh();
  }

  show(element) {
    fill(element, ...this.parts);
    this.draw();
    this.list?.toEnd();
    this.composer?.fit();
  }

  destroy() {
    for (const stop of this.stops) stop();
    this.list?.destroy();
    this.forum?.destroy();
    clearTimeout(this.timer);
  }

  drawHeader() {
    const found = place(this.placeId);
    if (!found) return;
    const picture = isThread(found) ? "thread" : isForum(found) ? "forum" : found.direct ? "people" : "hash";
    const back = this.beside && iconButton("back", "Back to the channel", closeThread, { class: "only-narrow" });
    const close = this.beside && iconButton("close", "Close the thread", closeThread, { class: "only-wide" });
    const title = make("h2", { class: "place-name", dir: "auto" }, found.name);
    const threads = !this.beside && !this.forum && found.guild ? threadsOf(this.placeId) : [];
    const all = threads.length > 0 && make("button", { type: "button", class: "plain head-button", "aria-haspopup": "menu", "aria-label": `Threads (${threads.length})`, onclick: (event) => this.listThreads(event.currentTarget, threads) }, icon("thread"), make("span", {}, `Threads (${threads.length})`));
    fill(this.header, back, make("span", { class: "place-mark" }, icon(picture)), make("div", { class: "place-title" }, title, this.about(found)), all, close);
  }

  about(found) {
    if (this.beside) {
      const parent = place(found.parent_id);
      return make("p", { class: "quiet place-about" }, "In #", make("bdi", {}, parent?.name ?? "a channel"), found.thread_metadata?.archived ? " · resting, until somebody writes" : "");
    }
    if (found.direct) return make("p", { class: "quiet place-about" }, "A direct message, between the two of you");
    return found.topic && make("p", { class: "quiet place-about" }, markdownLine(found.topic, this.placeId));
  }

  listThreads(opener, threads) {
    const newest = threads.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1)).slice(0, MOST_LISTED);
    openMenu(opener, newest.map((each) => ({ label: make("span", { dir: "auto" }, each.name), run: () => goTo(each.id, { focus: true }) })), { label: "Threads" });
  }

  typing({ channel_id: placeId, user_id: userId }) {
    if (placeId !== this.placeId || !this.composer) return;
    const found = place(placeId);
    const who = found.direct ? found.recipients[0] : found.guild?.members.find((each) => each.user.id === userId)?.user;
    if (!who) return;
    fill(this.composer.typing, `${nameOf(who, found.guild)} is writing…`);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stopTyping(), TYPES_FOR);
  }

  stopTyping() {
    if (this.composer) fill(this.composer.typing);
  }

  focus() {
    if (this.composer && !this.composer.row.hidden) this.composer.focus();
    else this.parts[2].querySelector("[tabindex], button")?.focus();
  }
}

function emptyText(found) {
  if (isThread(found)) return [make("p", { class: "empty-title" }, "Nobody has written here yet"), make("p", {}, "What struck you? A sentence is enough to begin.")];
  if (found?.direct) return [make("p", { class: "empty-title", dir: "auto" }, found.name), make("p", {}, "Here you are alone with the bot. Type / to see what it can do for you.")];
  return [make("p", { class: "empty-title", dir: "auto" }, `#${found?.name}`), make("p", {}, "Nothing has been said here yet. Write the first message, or type / to see what the bot can do.")];
}

export const concernOf = (view, kind, message) => view?.composer?.concern(kind, message);
