// A field with a list of options: choices, people, channels, roles, and suggestions while typing.
// Arrow keys walk the list, Enter takes the marked option, Escape closes the list and leaves what was typed. Tab takes it
// too, but none that is marked by itself beside one's own words.

import { freshId, icon, make } from "./dom.js";
import { setPlace } from "./floating.js";
import { removeButton } from "./media.js";
import { optionRow, statusRow } from "./options.js";

const SEARCHED = 8;
const PAUSE = 90;

// `source` is a list of {label, value, description?, picture?}, or a function from the typed text to a promise of one.
// `free` lets any text stand; `most` above 1 collects several.
const NOTHING = "No suggestions";

export class Combobox {
  constructor({ source, label, placeholder = "", free = false, most = 1, chosen = [], disabled = false, attributes = {}, onchange = () => {} }) {
    this.source = source;
    this.free = free;
    this.most = most;
    this.chosen = [...chosen];
    this.onchange = onchange;
    this.label = label;
    this.placeholder = placeholder;
    this.list = null;
    this.active = -1;
    this.walked = false; // whether somebody chose the mark, or it stands on the first by itself
    this.shown = [];
    this.asked = 0;
    this.listId = freshId("options");
    const searched = typeof source === "function" || source.length > SEARCHED;
    this.typing = free || searched;
    this.input = make("input", {
      class: "input combo-input",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      dir: "auto",
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
      "aria-autocomplete": this.typing ? "list" : "none",
      readonly: !this.typing,
      disabled,
      ...attributes,
    });
    this.chips = make("span", { class: "combo-chips" });
    this.element = make("div", { class: "combo" }, this.chips, this.input, icon("down"));
    this.listen();
    this.settle();
  }

  listen() {
    const { input } = this;
    input.addEventListener("click", () => (this.list && !this.typing ? this.close() : this.open(this.free ? input.value : "")));
    input.addEventListener("focus", () => this.free && this.open(input.value));
    input.addEventListener("input", () => {
      if (this.free) this.chosen = [];
      if (this.free) this.onchange(this.values);
      this.walked = false;
      if (this.list && typeof source === "function") this.activate(-1); // what is listed fits an earlier text
      this.open(input.value);
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.left());
  }

  get values() {
    if (this.free && !this.chosen.length) return this.input.value ? [this.input.value] : [];
    return this.chosen.map((option) => option.value);
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (!this.list) this.open(this.free ? this.input.value : "");
      else this.move(moves[event.key]);
    } else if (event.key === "Enter" && this.list && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === " " && !this.typing) {
      event.preventDefault();
      if (this.list && this.active >= 0) this.take(this.active);
      else this.open("");
    } else if (event.key === "Tab" && this.list && this.active >= 0 && this.most === 1 && (this.walked || !this.free)) {
      this.take(this.active);
    } else if (event.key === "Escape" && this.list) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.most > 1 && !this.input.value && this.chosen.length) {
      this.toggle(this.chosen.at(-1));
    } else if (!this.typing && event.key.length === 1) this.toLetter(event.key);
  }

  async open(text) {
    const mine = ++this.asked;
    if (!this.list) {
      this.list = make("div", { class: "floating options", id: this.listId, role: "listbox", "aria-label": this.label, "aria-multiselectable": this.most > 1 ? "true" : null });
      // A press on an option must not take the focus from the field.
      for (const kind of ["pointerdown", "mousedown"]) this.list.addEventListener(kind, (event) => event.preventDefault());
      (this.element.closest("dialog") ?? document.body).append(this.list);
      this.input.setAttribute("aria-expanded", "true");
      this.input.setAttribute("aria-controls", this.listId);
      this.scrolled = (event) => event.target !== this.list && this.stay();
      document.addEventListener("scroll", this.scrolled, true);
    }
    if (typeof this.source !== "function") this.show(this.fitting(text));
    else {
      if (!this.shown.length) this.show([], "Looking…");
      if (text) await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (mine !== this.asked) return;
      const [options, problem] = await this.source(text).then((found) => [found, null], (refusal) => [[], refusal.message]);
      if (mine === this.asked && this.list) this.show(options, problem ?? (this.free ? NOTHING : "Nothing fits."));
    }
  }

  fitting(text) {
    const wanted = text.trim().toLocaleLowerCase();
    const fits = (option) => !wanted || `${option.label} ${option.description ?? ""}`.toLocaleLowerCase().includes(wanted);
    return this.source.filter(fits);
  }

  show(options, empty = "Nothing fits.") {
    const marked = this.walked ? this.shown[this.active]?.value : undefined;
    this.shown = options;
    const picked = (option) => this.chosen.some((each) => each.value === option.value);
    const rows = options.map((option, at) => optionRow(option, `${this.listId}-${at}`, picked(option), () => this.take(at)));
    // Where nothing is offered before anything is typed, the hint below the field says more.
    if (!rows.length && this.free && !this.input.value && empty === NOTHING) return this.close();
    this.list.replaceChildren(...(rows.length ? rows : [statusRow(empty)]));
    this.stay();
    // Suggestions may come again while somebody walks them: the mark stays on its option.
    const kept = options.findIndex((option) => option.value === marked);
    const standing = kept >= 0 ? kept : options.findIndex(picked);
    // An empty field that may stay empty marks nothing: Enter sends the command.
    const first = options.length && (!this.free || this.input.value) ? 0 : -1;
    this.activate(standing >= 0 ? standing : first);
  }

  // Keeps the list at its field while what is below scrolls.
  stay() {
    if (this.list) setPlace(this.list, this.element.getBoundingClientRect(), { width: this.element.offsetWidth, top: this.clearTop() });
  }

  // Where a list above the field ends: over its label, and over the whole command where it would cover the name.
  clearTop() {
    const field = this.element.closest(".option-field"), command = this.element.closest(".command");
    if (!field || !command) return null;
    const first = command.querySelector(".option-field");
    return (field.offsetTop === first.offsetTop ? command : field).getBoundingClientRect().top;
  }

  activate(at) {
    this.active = at;
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => row.classList.toggle("active", index === at));
    if (rows[at]) {
      this.input.setAttribute("aria-activedescendant", rows[at].id);
      rows[at].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const count = this.shown.length;
    this.walked = true;
    if (count) this.activate(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
  }

  toLetter(letter) {
    const starts = (option) => option.label.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
    if (!this.list) this.open("");
    const at = this.shown.findIndex(starts);
    if (at >= 0) this.activate(at);
  }

  take(at) {
    const option = this.shown[at];
    if (!option) return;
    if (this.most > 1) {
      this.toggle(option);
      this.active = at;
      this.walked = true;
      this.show(this.shown);
      return;
    }
    this.chosen = [option];
    this.settle();
    this.close();
    this.changed();
  }

  toggle(option) {
    const without = this.chosen.filter((each) => each.value !== option.value);
    if (without.length === this.chosen.length && this.chosen.length >= this.most) return;
    this.chosen = without.length < this.chosen.length ? without : [...this.chosen, option];
    this.settle();
    this.changed();
  }

  changed() {
    this.onchange(this.values);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // The field shows what is chosen, except while somebody types a text of their own.
  settle() {
    if (this.most > 1) {
      this.input.value = "";
      this.input.placeholder = this.chosen.length ? "" : this.placeholder;
      this.chips.replaceChildren(...this.chosen.map((option) => make("span", { class: "chip combo-chip" }, make("bdi", {}, option.label), removeButton(option.label, () => this.toggle(option)))));
    } else {
      if (this.chosen.length) this.input.value = this.chosen[0].label;
      else if (!this.free) this.input.value = "";
      this.input.placeholder = this.placeholder;
    }
  }

  left() {
    this.close();
    if (!this.free) this.settle();
  }

  close() {
    this.asked += 1;
    if (!this.list) return;
    document.removeEventListener("scroll", this.scrolled, true);
    this.list.remove();
    this.list = null;
    this.shown = [];
    this.active = -1;
    this.walked = false;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.input.removeAttribute("aria-activedescendant");
  }
}
