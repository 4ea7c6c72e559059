// At the top of a thread: the message that it began with, whole, as Discord shows it.

import { make } from "./dom.js";
import { article } from "./message.js";
import { messagesIn } from "./store.js";

const LONG = 400;

// Null when it is not there any more.
export function starterOf({ message_reference: reference }) {
  const first = messagesIn(reference.channel_id).find((each) => each.id === reference.message_id);
  if (!first) return null;
  const shown = article(first, { starter: true });
  const [long] = [...shown.querySelectorAll(".markdown")].filter((text) => text.textContent.length > LONG);
  if (long) fold(shown, long);
  return shown;
}

// On a phone (the style sheet knows) a long text shows how it begins, and the talk stays in view.
function fold(shown, long) {
  long.classList.add("folded");
  const more = make("button", { type: "button", class: "link-button unfold", onclick: () => {
    long.classList.remove("folded");
    more.remove();
    shown.focus();
  } }, "Show the whole text");
  long.after(more);
}
