// The menu of commands while somebody types "/". The focus stays in the text; the arrow keys walk the menu.

import { fitting } from "./command-list.js";
import { freshId, make } from "./dom.js";
import { setPlace } from "./floating.js";
import { say } from "./notices.js";
import { optionRow, statusRow } from "./options.js";

export class CommandMenu {
  constructor(input, placeId, ontake) {
    this.input = input;
    this.placeId = placeId;
    this.ontake = ontake;
    this.id = freshId("commands");
    this.box = null;
    this.leaves = [];
    this.active = 0;
  }

  get isOpen() {
    return this.box !== null;
  }

  show(typed) {
    this.leaves = fitting(this.placeId, typed);
    if (!this.box) {
      this.box = make("div", { class: "floating options commands", id: this.id, role: "listbox", "aria-label": "Commands" });
      for (const kind of ["pointerdown", "mousedown"]) this.box.addEventListener(kind, (event) => event.preventDefault());
      document.body.append(this.box);
      this.input.setAttribute("aria-controls", this.id);
      say("Commands: use the arrow keys, then Enter.");
    }
    const rows = this.leaves.map((leaf, at) => optionRow({ label: `/${leaf.path}`, description: leaf.description }, `${this.id}-${at}`, false, () => this.take(at)));
    this.box.replaceChildren(...(rows.length ? rows : [statusRow("No command begins like this. Delete it to see them all, or put a space before the slash to send it as it is.")]));
    const around = this.input.closest(".writing").getBoundingClientRect();
    this.box.style.setProperty("max-width", `${Math.round(around.width)}px`);
    setPlace(this.box, around, { width: around.width });
    this.activate(0);
  }

  activate(at) {
    this.active = at;
    const rows = [...this.box.querySelectorAll(".option")];
    rows.forEach((row, index) => {
      row.classList.toggle("active", index === at);
      row.setAttribute("aria-selected", String(index === at));
    });
    if (!rows[at]) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", rows[at].id);
    rows[at].scrollIntoView({ block: "nearest" });
  }

  // Whether the key was one for the menu.
  key(event) {
    if (!this.box) return false;
    const count = this.leaves.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) this.activate((this.active + step + count) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && count && !event.shiftKey) this.take(this.active);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  take(at) {
    const leaf = this.leaves[at];
    this.close();
    this.ontake(leaf);
  }

  close() {
    this.box?.remove();
    this.box = null;
    this.input.removeAttribute("aria-controls");
    this.input.removeAttribute("aria-activedescendant");
  }
}
