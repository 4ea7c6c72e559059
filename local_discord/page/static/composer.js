// Where one writes: messages, replies, edits, files, and commands after a "/".

import { act } from "./actions.js";
import { CommandForm, runCommand } from "./command-form.js";
import { leafNamed, leavesIn, typedOut, valuesIn } from "./command-list.js";
import { CommandMenu } from "./command-menu.js";
import { fill, freshId, icon, iconButton, make } from "./dom.js";
import { filesInput } from "./files.js";
import { isForum, isThread, may, nameOf, peopleIn, place, store } from "./store.js";

const MOST = 2000;

export class Composer {
  constructor(placeId, id) {
    this.placeId = placeId;
    this.command = null;
    this.about = null; // the message that is answered or edited: {kind, message}
    this.text = make("textarea", { id, class: "write", rows: 1, dir: "auto", "aria-autocomplete": "list", value: store.drafts.get(placeId) ?? "" });
    this.menu = new CommandMenu(this.text, placeId, (leaf) => this.take(leaf, {}));
    this.files = filesInput({ id: freshId("attach"), label: "Attach files", multiple: true, button: "" });
    this.files.onchange(() => this.fit());
    this.send = make("button", { class: "plain icon-button send", "aria-label": "Send", title: "Send" }, icon("send"));
    this.bar = make("div", { class: "about" });
    this.slot = make("div", { class: "command-slot" });
    this.attach = make("div", { class: "attach" }, this.files.element.querySelector(".file-pick"));
    this.row = make("div", { class: "write-row" }, this.attach, this.text, this.send);
    this.shut = make("p", { class: "shut" });
    this.typing = make("p", { class: "typing quiet", "aria-live": "off" });
    this.element = make("form", { class: "writing", novalidate: true, "aria-label": "Write" }, this.bar, this.slot, this.files.shown, this.row, this.shut, this.typing);
    this.listen();
    this.refresh();
  }

  listen() {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("blur", () => this.menu.close());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => this.addFiles(event, event.clipboardData?.files));
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => this.addFiles(event, event.dataTransfer?.files));
  }

  // What may be done here can change while the place is open.
  refresh() {
    const found = place(this.placeId);
    const writes = found && !isForum(found) && may(isThread(found) ? "writeInThreads" : "write", found);
    const locked = found?.thread_metadata?.locked && !may("moderate", found);
    const commands = leavesIn(this.placeId).length > 0;
    const name = found?.direct ? found.name : `#${found?.name ?? ""}`;
    const label = writes && !locked ? `Write in ${name}` : `Commands in ${name}`;
    this.mayWrite = writes && !locked;
    this.text.setAttribute("aria-label", commands ? `${label}; type / for commands` : label);
    this.text.placeholder = this.mayWrite ? (commands ? "Write, or type / for commands" : "Write a message") : "Type / for commands";
    this.row.hidden = Boolean(this.command) || !(this.mayWrite || commands);
    this.attach.hidden = !this.mayWrite || !may("attach", found);
    fill(this.shut, this.mayWrite ? null : locked ? "This thread is locked: one can read it, not write in it." : `${nameOf(store.state.person, found?.guild)} may not write here.${commands ? " Commands work." : " Choose another channel, or act as somebody else."}`);
    this.shut.hidden = this.mayWrite;
    this.fit();
  }

  addFiles(event, files) {
    if (!files?.length || !this.mayWrite) return;
    event.preventDefault();
    this.files.add(files);
  }

  fit() {
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${Math.min(this.text.scrollHeight, 220)}px`);
    this.send.disabled = !this.text.value.trim() && !this.files.list.length;
  }

  typed() {
    const { value } = this.text;
    store.drafts.set(this.placeId, value);
    this.fit();
    if (!value.startsWith("/") || value.includes("\n")) return this.menu.close();
    const found = typedOut(this.placeId, value);
    // The space after a whole command begins its options.
    if (found?.rest && found.leaf.options.length) return this.take(found.leaf, valuesIn(found.leaf, found.rest));
    return this.menu.show(value.slice(1));
  }

  key(event) {
    if (event.isComposing || this.menu.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.about) {
      event.preventDefault();
      this.leaveAbout();
    }
  }

  // Opens a command; one without options is sent at once.
  take(leaf, given) {
    this.menu.close();
    this.text.value = "";
    store.drafts.delete(this.placeId);
    this.fit();
    if (!leaf.options.length) return void this.run(leaf);
    this.command = new CommandForm(this.placeId, leaf, given, { onclose: () => this.leaveCommand() });
    this.command.element.append(make("div", { class: "command-foot" }, make("button", { class: "button button-primary" }, icon("send"), "Send")));
    fill(this.slot, this.command.element);
    this.row.hidden = true;
    this.command.focus();
  }

  async run(leaf) {
    this.row.setAttribute("aria-busy", "true");
    await runCommand(this.placeId, leaf.path, {});
    this.row.removeAttribute("aria-busy");
  }

  // Puts a command where one writes; nothing is sent before Enter, even if it has no options.
  open(path, given = {}) {
    const leaf = leafNamed(this.placeId, path);
    if (leaf?.options.length) {
      this.take(leaf, given);
      document.activeElement.select?.(); // what is suggested gives way to what is typed
      return;
    }
    this.leaveCommandQuietly();
    this.text.value = `/${path}`;
    this.fit();
    this.focus();
    this.menu.show(path);
  }

  leaveCommand() {
    this.command = null;
    fill(this.slot);
    this.refresh();
    this.focus();
  }

  concern(kind, message) {
    this.leaveCommandQuietly();
    this.about = { kind, message };
    const who = nameOf(message.author, place(this.placeId)?.guild);
    fill(this.bar, make("span", {}, kind === "reply" ? "Replying to " : "Changing your message", kind === "reply" && make("strong", { dir: "auto" }, who)), iconButton("close", kind === "reply" ? "Do not reply" : "Leave it as it was", () => this.leaveAbout()));
    if (kind === "edit") this.text.value = message.content;
    this.fit();
    this.focus();
  }

  leaveCommandQuietly() {
    if (!this.command) return;
    this.command = null;
    fill(this.slot);
    this.refresh();
  }

  leaveAbout() {
    if (this.about?.kind === "edit") this.text.value = "";
    this.about = null;
    fill(this.bar);
    this.fit();
    this.focus();
  }

  focus() {
    if (this.command) this.command.focus();
    else this.text.focus();
  }

  async submit() {
    if (this.element.getAttribute("aria-busy") === "true") return;
    this.element.setAttribute("aria-busy", "true");
    try {
      await (this.command ? this.command.send() : this.say());
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  // Begins like a command, and is none: it is sent only with a space before it, so that a slip is not read by everybody.
  get looksLikeCommand() {
    const { value } = this.text;
    return value.startsWith("/") && !value.includes("\n") && leavesIn(this.placeId).length > 0;
  }

  async say() {
    if (this.looksLikeCommand) {
      this.text.focus();
      return this.menu.show(this.text.value.slice(1));
    }
    const content = this.withMentions(this.text.value.trim());
    if (!content && !this.files.list.length) return;
    if (content.length > MOST) return this.tooLong(content.length);
    fill(this.typing);
    const { about } = this;
    const action = about?.kind === "edit" ? { do: "edit", message: about.message.id } : about ? { do: "reply", to: about.message.id } : { do: "say" };
    let files;
    try {
      files = await this.files.uploaded();
    } catch (refusal) {
      fill(this.typing, refusal.message);
      return;
    }
    if (!(await act({ in: this.placeId, content, ...action, files }))) return;
    this.text.value = "";
    store.drafts.delete(this.placeId);
    this.files.clear();
    this.about = null;
    fill(this.bar);
    this.fit();
  }

  tooLong(length) {
    fill(this.typing, `A message has ${MOST} characters at most; this one has ${length}. Shorten it, or send it in two parts.`);
  }

  // "@Host" and "#lobby" become mentions, as they would in Discord's own client.
  withMentions(text) {
    const { guild } = place(this.placeId);
    const names = [
      ...peopleIn(guild).map((user) => [`@${nameOf(user, guild)}`, `<@${user.id}>`]),
      ...(guild?.channels ?? []).map((channel) => [`#${channel.name}`, `<#${channel.id}>`]),
    ].sort(([one], [other]) => other.length - one.length);
    return names.reduce((written, [name, mention]) => written.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}<])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu"), mention), text);
  }
}
