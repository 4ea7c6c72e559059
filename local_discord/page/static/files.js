// Choosing files: with the file dialog, by dropping or by pasting; pictures can be described for those who do not see them.

import { fill, freshId, icon, make } from "./dom.js";
import { removeButton, size, upload } from "./media.js";

const MOST_BYTES = 10 * 1024 * 1024;
const DESCRIBED = 1024;

export function filesInput({ id, label, multiple = false, describedBy = null, button = "Choose a file" }) {
  const list = [];
  const shown = make("ul", { class: "chosen-files" });
  const input = make("input", { type: "file", id, class: "file-input", multiple, "aria-label": label, "aria-describedby": describedBy });
  const face = make("span", { class: "button button-secondary file-face", "aria-hidden": "true" }, icon("attach"), button);
  const element = make("div", { class: "file-field" }, make("span", { class: "file-pick" }, input, face), shown);
  const redraw = () => fill(shown, ...list.map((each) => row(each, () => remove(each))));
  const remove = (each) => {
    list.splice(list.indexOf(each), 1);
    redraw();
    input.focus();
    changed();
  };
  let changed = () => {};
  const add = (files) => {
    if (!multiple && files.length) list.length = 0;
    list.push(...[...files].map((file) => ({ file, description: "", problem: file.size > MOST_BYTES ? "This file is larger than 10 MB; choose a smaller one." : "" })));
    redraw();
    changed();
  };
  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  return {
    element,
    input,
    list,
    add,
    shown,
    onchange: (listener) => (changed = listener),
    clear: () => {
      list.length = 0;
      redraw();
    },
    uploaded: () => Promise.all(list.map((each) => upload(each.file, each.description))),
  };
}

function row(each, onremove) {
  const { file } = each;
  const id = freshId("alt");
  const describable = file.type.startsWith("image/");
  const description = describable && make("input", { id, class: "input", dir: "auto", maxlength: DESCRIBED, value: each.description, placeholder: "What is in the picture?", oninput: (event) => (each.description = event.target.value) });
  return make(
    "li",
    {},
    make("div", { class: "file" }, icon("file"), make("div", {}, make("bdi", {}, file.name), make("span", { class: "quiet" }, size(file.size))), removeButton(file.name, onremove)),
    each.problem && make("p", { class: "wrong" }, each.problem),
    description && make("label", { for: id, class: "hint" }, "Description for those who cannot see it"),
    description,
  );
}
