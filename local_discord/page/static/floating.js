// What opens over the page at a control: menus, cards and lists of options. Escape or a press elsewhere closes it.

import { make } from "./dom.js";

let current = null;

export function closeFloating({ refocus = false } = {}) {
  if (!current) return;
  const { box, opener, outside, away } = current;
  current = null;
  document.removeEventListener("pointerdown", outside, true);
  window.removeEventListener("resize", away);
  box.remove();
  opener?.setAttribute?.("aria-expanded", "false");
  if (refocus) opener?.focus();
}

// `build(box, close)` fills it. `point` places it at the pointer instead of the opener.
export function openFloating(opener, build, { label, role, point = null, takesFocus = true } = {}) {
  closeFloating();
  const box = make("div", { class: "floating", role, "aria-label": label });
  const close = (options) => closeFloating(options);
  // Inside a dialog everything else is out of reach, so it opens there.
  (opener.closest("dialog") ?? document.body).append(box);
  build(box, close);
  setPlace(box, point ?? opener.getBoundingClientRect());
  const outside = (event) => {
    if (!box.contains(event.target) && !opener.contains?.(event.target)) closeFloating();
  };
  const away = () => closeFloating();
  current = { box, opener, outside, away };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", away);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      closeFloating({ refocus: true });
    } else if (event.key === "Tab" && role === "menu") closeFloating({ refocus: true });
  });
  if (opener.matches?.("button")) opener.setAttribute("aria-expanded", "true");
  if (takesFocus) (box.querySelector("button, [href], input") ?? box).focus();
  return box;
}

const EDGE = 8;

// `top` is where a box above the anchor ends, when that is not the anchor's own upper edge.
export function setPlace(box, at, { width = null, top = null } = {}) {
  const anchor = "x" in at && !("bottom" in at) ? { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 } : at;
  if (width) box.style.setProperty("min-width", `${Math.round(Math.min(width, innerWidth - EDGE * 2))}px`);
  box.style.removeProperty("max-height");
  const { offsetWidth: wide, offsetHeight: high } = box;
  const toStart = getComputedStyle(box).direction === "rtl" ? anchor.right - wide : anchor.left;
  const left = Math.max(EDGE, Math.min(toStart, innerWidth - wide - EDGE));
  const edge = top ?? anchor.top;
  const below = innerHeight - anchor.bottom - EDGE >= high || innerHeight - anchor.bottom >= edge;
  const room = (below ? innerHeight - anchor.bottom : edge) - EDGE * 2;
  const shown = Math.min(high, Math.max(120, room));
  box.style.setProperty("max-height", `${shown}px`);
  box.style.setProperty("left", `${Math.round(left)}px`);
  box.style.setProperty("top", `${Math.round(below ? anchor.bottom + 4 : edge - shown - 4)}px`);
}

// A menu whose entries are walked with the arrow keys.
export function openMenu(opener, entries, { label, point = null } = {}) {
  return openFloating(
    opener,
    (box, close) => {
      box.classList.add("menu");
      for (const entry of entries) box.append(menuPart(entry, close));
      box.addEventListener("keydown", (event) => walk(event, [...box.querySelectorAll("[role^=menuitem]")]));
    },
    { label, role: "menu", point },
  );
}

function menuPart(entry, close) {
  if (entry.title) return make("p", { class: "menu-title", role: "presentation" }, entry.title);
  if (entry.row) return make("div", { class: "menu-row", role: "group", "aria-label": entry.label }, ...entry.row.map((each) => menuPart(each, close)));
  const role = entry.checked === undefined ? "menuitem" : "menuitemradio";
  const run = () => {
    close({ refocus: true });
    entry.run();
  };
  return make("button", { type: "button", role, class: `menu-item ${entry.kind ?? ""}`, tabindex: "-1", "aria-label": entry.name, "aria-checked": entry.checked === undefined ? null : String(entry.checked), onclick: run }, ...[entry.label].flat());
}

function walk(event, items) {
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const target = step ? items[(at + step + items.length) % items.length] : { Home: items[0], End: items.at(-1) }[event.key];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
