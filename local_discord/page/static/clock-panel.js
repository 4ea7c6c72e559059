// The bot's clock in the corner: what time it thinks it is, and three ways to move it on.

import { act } from "./actions.js";
import { now, refreshTimes, timeElement, written } from "./clock.js";
import { fill, icon, make } from "./dom.js";
import { say } from "./notices.js";
import { on, store, tell } from "./store.js";

const TICK = 5000;
const TO_NEXT = "To the next post", NO_NEXT = "No post is planned";
const WHY_NOT = "No study is under way: none has begun, or it is paused, or everything has been read.";
const MOVES = [
  [TO_NEXT, { to: "next" }],
  ["+1 day", { seconds: 86400 }],
  ["+1 week", { seconds: 604800 }],
];

export function startClock(box) {
  const face = () => [make("span", { class: "clock-label" }, "The bot’s clock "), timeElement(now(), "corner", { class: "clock-time" })];
  const chip = make("button", { type: "button", class: "plain clock-chip", "aria-expanded": "false", "aria-controls": "clock-panel", onclick: () => toggle() });
  const shown = make("p", { class: "clock-face" });
  const buttons = MOVES.map(([label, where]) => make("button", { type: "button", class: "button small-button", onclick: (event) => move(event.currentTarget, where) }, label));
  const why = make("p", { class: "clock-why quiet", id: "clock-why", hidden: true }, WHY_NOT);
  buttons[0].setAttribute("aria-describedby", why.id);
  const panel = make("div", { class: "clock-panel", id: "clock-panel", role: "group", "aria-label": "The bot’s clock" }, shown, make("div", { class: "clock-moves" }, ...buttons), why);
  fill(box, chip, panel);
  let moving = false; // the bot sees to every post on the way

  const toggle = (opened = !box.classList.contains("open")) => {
    box.classList.toggle("open", opened);
    chip.setAttribute("aria-expanded", String(opened));
  };
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.classList.contains("open")) return;
    toggle(false);
    chip.focus();
  });
  document.addEventListener("pointerdown", (event) => !box.contains(event.target) && toggle(false));

  const draw = () => {
    fill(chip, icon("clock"), ...face());
    fill(shown, ...face());
    buttons[0].hidden = !store.state.next_moment;
    const planned = store.next !== null; // not told yet: there may be one
    buttons[0].textContent = planned || moving ? TO_NEXT : NO_NEXT;
    buttons[0].title = planned ? "" : WHY_NOT;
    why.hidden = planned || !store.state.next_moment;
    buttons.forEach((button, at) => button.setAttribute("aria-disabled", String(moving || (at === 0 && !planned))));
  };
  on("state", draw);
  on("next", draw);
  const tick = () => {
    if (store.state) draw();
    refreshTimes();
  };
  on("clock", tick);
  setInterval(tick, TICK);

  async function move(button, where) {
    if (button.getAttribute("aria-disabled") === "true") return;
    moving = true;
    draw();
    button.setAttribute("aria-busy", "true");
    tell("moving");
    const moved = await act({ do: "move_clock", ...where });
    moving = false;
    draw();
    button.removeAttribute("aria-busy");
    toggle(false);
    if (!moved) return;
    say(`The bot’s clock shows ${written(Date.parse(moved.now), "F")}.`);
  }
}
