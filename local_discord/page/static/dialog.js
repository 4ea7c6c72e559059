// A dialog over the page. Escape closes it; while it works, its button says so.

import { fill, freshId, iconButton, make } from "./dom.js";

// `onsubmit` may give a promise; the dialog closes when that gives anything but null.
export function openDialog({ title, body, submit = null, onsubmit = null, kind = "", cancel = "Cancel", onclose = null }) {
  const id = freshId("dialog");
  const heading = make("h2", { id, dir: "auto" }, title);
  const wrong = make("p", { class: "wrong", role: "alert" });
  const button = submit && make("button", { class: "button button-primary" }, submit);
  const foot = submit && make("footer", {}, make("button", { type: "button", class: "button button-secondary", onclick: () => dialog.close() }, cancel), button);
  const form = make("form", { novalidate: true }, make("header", {}, heading, iconButton("close", "Close", () => dialog.close())), make("div", { class: "dialog-body" }, body, wrong), foot);
  const dialog = make("dialog", { class: `dialog ${kind}`, "aria-labelledby": id }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!onsubmit || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    fill(wrong);
    try {
      if ((await onsubmit()) !== null) dialog.close();
    } catch (refusal) {
      fill(wrong, refusal.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    again(before)?.focus();
    onclose?.();
  });
  dialog.addEventListener("pointerdown", (event) => {
    if (kind === "lightbox" && event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  const first = body.querySelector("input:not([type=hidden]), textarea, select, [role=combobox]");
  (first ?? dialog.querySelector("button")).focus();
  return dialog;
}

// The control that opened the dialog, or what stands in its place after its message was drawn anew.
function again(before) {
  if (before?.isConnected || !before?.dataset?.busyKey) return before;
  return document.querySelector(`[data-busy-key="${CSS.escape(before.dataset.busyKey)}"]`);
}
