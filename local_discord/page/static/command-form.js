// A command with its options, in the place of the text: each with its hint, checked before it is sent.

import { act, showAnswer } from "./actions.js";
import { fill, freshId, icon, iconButton, make } from "./dom.js";
import { optionField } from "./option-fields.js";
import { iAm, on } from "./store.js";

const OPTIONAL_SHOWN = 3;

export class CommandForm {
  constructor(placeId, leaf, given, { onclose }) {
    this.placeId = placeId;
    this.leaf = leaf;
    this.onclose = onclose;
    this.fields = leaf.options.map((option) => optionField(option, { placeId, path: leaf.path, given: given[option.name], others: () => this.filled() }));
    const needed = this.fields.filter((field) => field.option.required);
    const further = this.fields.filter((field) => !field.option.required);
    const inView = further.length <= OPTIONAL_SHOWN ? further : further.filter((field) => given[field.option.name]);
    const hidden = further.filter((field) => !inView.includes(field));
    this.adders = new Map();
    this.box = make("div", { class: "command-fields", oninput: (event) => this.goToNamed(event.target) }, ...[...needed, ...inView].map((field) => field.element));
    const title = freshId("command");
    this.element = make(
      "div",
      { class: "command", role: "group", "aria-labelledby": title },
      make("div", { class: "command-head" }, make("strong", { id: title, class: "command-name" }, `/${leaf.path}`), make("span", { class: "quiet", dir: "auto" }, leaf.description), iconButton("close", "Leave this command", () => onclose())),
      make("div", { class: "command-body" }, this.box, hidden.length ? this.more(hidden) : null),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.preventDefault();
        onclose();
      }
    });
  }

  more(hidden) {
    const button = (field) => {
      const add = make("button", { type: "button", class: "button small-button button-secondary", title: field.option.description, onclick: () => { add.remove(); more.hidden = !more.querySelector("button"); this.box.append(field.element); field.focus(); } }, icon("attach"), field.option.name);
      this.adders.set(field, add);
      return add;
    };
    const more = make("p", { class: "command-more" }, make("span", { class: "quiet" }, "If you like: "), ...hidden.map(button));
    return more;
  }

  // An option's name and a colon, as people type them in Discord, lead to that option.
  goToNamed(input) {
    const typed = /(?:^|\s)([\w-]+):$/.exec(input.value ?? "");
    const field = typed && this.fields.find((each) => each.option.name === typed[1]);
    if (!field) return;
    input.value = input.value.slice(0, typed.index);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.element.isConnected) field.focus();
    else this.adders.get(field).click();
  }

  focus() {
    const shown = this.fields.filter((field) => field.element.isConnected);
    (shown.find((field) => field.option.required && field.isEmpty()) ?? shown[0])?.focus();
  }

  filled() {
    return Object.fromEntries(this.fields.filter((field) => !field.isFile && !field.isEmpty() && !field.problem()).map((field) => [field.option.name, field.now()]));
  }

  async send() {
    const faulty = this.fields.filter((field) => !field.check());
    if (faulty.length) {
      faulty[0].focus();
      return false;
    }
    const options = {};
    for (const field of this.fields) {
      if (field.isEmpty()) continue;
      try {
        options[field.option.name] = await field.value();
      } catch (refusal) {
        fill(field.wrong, refusal.message);
        return false;
      }
    }
    return runCommand(this.placeId, this.leaf.path, options, this.onclose);
  }
}

// `onshown` is called once the bot promised or gave an answer: a promise may be kept much later.
export async function runCommand(placeId, path, options, onshown = () => {}) {
  let shown = false;
  const show = () => {
    if (!shown) onshown();
    shown = true;
  };
  const stop = on("message", ({ kind, message }) => kind === "new" && message.channel_id === placeId && iAm(message.interaction?.user.id) && show());
  const answer = await act({ do: "slash", in: placeId, command: path, options });
  stop();
  if (!answer) return false;
  show();
  showAnswer(answer);
  return true;
}
