// Short sentences at the edge of the page, and what a screen reader is told.

import { iconButton, icon, make } from "./dom.js";

const LASTS = 6000;
const MOST = 3;
const box = () => document.getElementById("notices");

export function say(text) {
  const line = make("p", { dir: "auto" }, text);
  const live = document.getElementById("live");
  live.append(line);
  while (live.childElementCount > 20) live.firstElementChild.remove();
}

// Stays until it is put away: somebody has to read it and do something.
export const problem = (sentence) => put("problem", "warn", sentence, null, "alert");

export function notice(sentence, action = null) {
  const shown = put("notice", "book", sentence, action, "status");
  leave(shown);
  return shown;
}

// Not from under somebody's pointer or keyboard; a finger that has been lifted still counts as a pointer, so it does not.
function leave(shown) {
  const held = matchMedia("(hover: hover)").matches ? ":hover, :focus-within" : ":focus-within";
  setTimeout(() => (shown.matches(held) ? leave(shown) : shown.remove()), LASTS);
}

function put(kind, picture, sentence, action, role) {
  const shown = make(
    "div",
    { class: `notice notice-${kind}` },
    icon(picture),
    make("p", { role, dir: "auto" }),
    action && make("button", { type: "button", class: "button small-button", onclick: () => { shown.remove(); action.onclick(); } }, action.label),
    iconButton("close", "Put this note away", () => shown.remove()),
  );
  for (const older of box().querySelectorAll(`.notice-${kind}`)) if (older.innerText.includes(sentence)) older.remove();
  while (box().childElementCount >= MOST) box().firstElementChild.remove();
  box().append(shown);
  // A live region speaks of what changes in it, so it has to be there before its sentence.
  shown.querySelector("p").textContent = sentence;
  return shown;
}
