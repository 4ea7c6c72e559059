// The messages of one place. It changes only what changed, so that focus and scrolling stay where they are.

import { fill, make } from "./dom.js";
import { entry, isSystem } from "./message.js";
import { open } from "./places-open.js";
import { iAm, messagesIn, on, place } from "./store.js";

const NEAR_END = 90, AT_END = 6, MARGIN = 6;
const FOLLOWS_CLOCK = 12000, FLASHES = 2200;

export class MessageList {
  constructor(placeId, { id, empty }) {
    this.placeId = placeId;
    this.followUntil = 0;
    this.stuck = true; // at the end
    this.whole = true; // from where the last message begins
    this.list = make("ol", { class: "entries" });
    this.empty = make("div", { class: "empty" }, empty);
    this.fresh = make("button", { type: "button", class: "button fresh", hidden: true, onclick: () => this.toEnd() }, "New messages ↓");
    this.scroller = make("div", { class: "scroller", id, tabindex: "-1", role: "region", "aria-label": `Messages in ${place(placeId)?.name ?? ""}` }, this.empty, this.list);
    this.element = make("div", { class: "messages" }, this.scroller, this.fresh);
    this.stops = [on("message", (detail) => this.happened(detail)), on("threads", ({ parentId, id }) => parentId === placeId && this.change(id)), on("reveal", (detail) => this.reveal(detail)), on("clock", () => (this.followUntil = Date.now() + FOLLOWS_CLOCK))];
    this.scroller.addEventListener("scroll", () => {
      this.stuck = this.atEnd(AT_END);
      this.whole = this.scroller.scrollTop <= this.beginning() + MARGIN;
      if (this.stuck) this.fresh.hidden = true;
    });
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("focusin", (event) => this.rove(event.target.closest("article")));
    this.sizes = new ResizeObserver(() => this.stuck && this.keep());
    this.sizes.observe(this.list);
    this.sizes.observe(this.scroller);
  }

  destroy() {
    for (const stop of this.stops) stop();
    this.sizes.disconnect();
  }

  draw() {
    const messages = messagesIn(this.placeId);
    const held = document.activeElement.closest?.(".entry");
    const before = held && this.list.contains(held) ? focusIn(held) : null;
    fill(this.list, ...messages.map((message, at) => entry(message, messages[at - 1])));
    this.empty.hidden = messages.length > 0;
    this.rove(this.list.lastElementChild?.querySelector("article"));
    const again = before && this.item(held.dataset.message);
    if (again) focusAgain(again, before);
  }

  // Opens where reading begins: at the top of the last message when it is longer than the screen, else at the end.
  toEnd() {
    const last = this.list.lastElementChild;
    const long = last && last.offsetHeight > this.scroller.clientHeight;
    this.stuck = !long;
    this.whole = true;
    this.scroller.scrollTo({ top: long ? this.beginning() : this.scroller.scrollHeight });
    this.fresh.hidden = true;
  }

  // How far down the last message begins.
  beginning() {
    const last = this.list.lastElementChild;
    return last ? last.offsetTop - this.list.offsetTop - MARGIN : 0;
  }

  // The messages or the window have another size: the end stays in view, unless that would push a beginning out of it.
  keep() {
    if (this.whole) this.toEnd();
    else this.scroller.scrollTo({ top: this.scroller.scrollHeight });
  }

  atEnd(within = NEAR_END) {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < within;
  }

  item(messageId) {
    return this.list.querySelector(`:scope > [data-message="${messageId}"]`);
  }

  happened({ kind, message }) {
    if (message.channel_id !== this.placeId) {
      // A message in a thread shows on the message that the thread began with.
      if (place(message.channel_id)?.parent_id === this.placeId) this.change(message.channel_id);
      const starter = messagesIn(this.placeId).find((each) => isSystem(each) && each.message_reference?.message_id === message.id);
      if (starter) this.change(starter.id);
    } else if (kind === "new") this.add(message);
    else if (kind === "changed") this.change(message.id);
    else this.remove(message.id);
  }

  add(message) {
    const messages = messagesIn(this.placeId);
    const mine = iAm(message.author.id) || iAm(message.interaction_metadata?.user.id);
    const follow = mine || this.atEnd() || Date.now() < this.followUntil;
    const item = entry(message, messages[messages.indexOf(message) - 1]);
    item.classList.add("new");
    this.list.append(item);
    this.empty.hidden = true;
    if (!this.list.contains(document.activeElement)) this.rove(item.querySelector("article"));
    if (follow) this.toEnd();
    else this.fresh.hidden = false;
  }

  change(messageId) {
    const item = this.item(messageId);
    const messages = messagesIn(this.placeId);
    const at = messages.findIndex((message) => message.id === messageId);
    if (!item || at < 0) return;
    const before = focusIn(item);
    const fresh = entry(messages[at], messages[at - 1]);
    item.replaceWith(fresh);
    if (!before) return;
    this.rove(fresh.querySelector("article"));
    focusAgain(fresh, before);
  }

  remove(messageId) {
    const item = this.item(messageId);
    if (!item) return;
    const next = item.nextElementSibling;
    const neighbour = next ?? item.previousElementSibling;
    const held = item.contains(document.activeElement);
    item.remove();
    if (next) this.change(next.dataset.message);
    this.empty.hidden = this.list.childElementCount > 0;
    const article = (neighbour && this.item(neighbour.dataset.message))?.querySelector("article");
    this.rove(article);
    if (held) (article ?? this.scroller).focus({ preventScroll: true });
  }

  reveal({ message, near = false, focus = false }) {
    const item = message.channel_id === this.placeId && this.item(message.id);
    if (!item) return;
    const long = item.offsetHeight > this.scroller.clientHeight;
    item.scrollIntoView({ block: long && !near ? "start" : "nearest" });
    this.stuck = this.atEnd(AT_END);
    if (item === this.list.lastElementChild) this.fresh.hidden = true;
    if (!near) flash(item);
    if (focus) item.querySelector("article").focus({ preventScroll: true });
  }

  // Up and Down walk the messages; one of them is in the Tab order.
  walk(event) {
    const article = event.target;
    if (!article.matches("article") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...this.list.querySelectorAll("article")];
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = step ? all[all.indexOf(article) + step] : { Home: all[0], End: all.at(-1) }[event.key];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  rove(article) {
    if (!article) return;
    for (const other of this.list.querySelectorAll('article[tabindex="0"]')) other.tabIndex = -1;
    article.tabIndex = 0;
  }
}

export function flash(item) {
  item.classList.remove("flash");
  void item.offsetWidth;
  item.classList.add("flash");
  setTimeout(() => item.classList.remove("flash"), FLASHES);
}

const controls = (item) => [...item.querySelectorAll("button, a, input")];

function focusIn(item) {
  const held = document.activeElement;
  if (!item.contains(held)) return null;
  return { key: held.dataset.key, at: controls(item).indexOf(held), article: held.matches("article") };
}

function focusAgain(item, { key, at, article }) {
  const byKey = key && item.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = article ? null : (byKey ?? controls(item)[at]);
  const usable = target && !target.disabled ? target : item.querySelector("article");
  usable.focus({ preventScroll: true });
}

export const shownHere = (placeId) => placeId === open.channel || placeId === open.thread;
