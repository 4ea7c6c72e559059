// Components V2: containers, sections, texts, separators, galleries, files, and rows of buttons and menus.

import { busyKey, press } from "./actions.js";
import { direction, icon, make, shortly } from "./dom.js";
import { placeOfLink, webAddress } from "./links.js";
import { covered, fileOf, picture } from "./media.js";
import { goTo } from "./places-open.js";
import { markdown } from "./render.js";
import { selectOf } from "./selects.js";
import { store } from "./store.js";
import { componentTexts, plainText } from "./texts.js";

const ROW = 1, BUTTON = 2, SECTION = 9, TEXT = 10, THUMBNAIL = 11, GALLERY = 12, FILE = 13, SEPARATOR = 14, CONTAINER = 17;
const SELECTS = [3, 5, 6, 7, 8];
const LINK = 5, PREMIUM = 6;
const MOST_NAME = 100;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary", 6: "primary" };

export function componentsOf(message, context) {
  if (!message.components.length) return null;
  const dir = direction(componentTexts(message.components).join(" ").replace(/<[^>\s]*>/g, ""));
  return make("div", { class: "components", dir }, ...message.components.map((each) => componentOf(each, context)));
}

export function componentOf(component, context) {
  const inner = () => (component.components ?? []).map((each) => componentOf(each, context));
  switch (component.type) {
    case ROW:
      return make("div", { class: "row" }, ...inner());
    case BUTTON:
      return buttonOf(component, context.message);
    case SECTION:
      return make("div", { class: "section" }, make("div", { class: "section-texts" }, ...inner()), make("div", { class: "accessory" }, componentOf(component.accessory, context)));
    case TEXT:
      return markdown(component.content, context);
    case THUMBNAIL:
      return make("div", { class: "thumbnail" }, picture(component.media, component.description, component.spoiler));
    case GALLERY:
      return make("div", { class: `gallery gallery-${Math.min(component.items.length, 4)}` }, ...component.items.map((item) => picture(item.media, item.description, item.spoiler)));
    case FILE:
      return fileOf({ url: component.file.url, filename: component.name ?? "file", size: component.size, spoiler: component.spoiler });
    case SEPARATOR:
      return component.divider === false ? make("div", { class: `gap-${component.spacing}` }) : make("hr", { class: `rule-${component.spacing}` });
    case CONTAINER:
      return containerOf(component, inner());
    default:
      return SELECTS.includes(component.type) ? selectOf(component, context.message) : make("p", { class: "quiet" }, "(A part of this message cannot be shown here.)");
  }
}

function containerOf(component, children) {
  const dir = direction(componentTexts([component]).join(" "));
  const box = make("div", { class: "container", dir }, ...children);
  if (component.accent_color !== null && component.accent_color !== undefined) {
    box.classList.add("accented");
    box.style.setProperty("--accent", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  return component.spoiler ? covered(box, "Hidden part: show it") : box;
}

function buttonOf(component, message) {
  const label = [emojiOf(component.emoji), component.label && make("span", { class: "label", dir: "auto" }, component.label)];
  if (component.style === LINK) return linkButton(component.url, label);
  const key = busyKey(message, component);
  const properties = {
    type: "button",
    class: `button button-${STYLES[component.style] ?? "secondary"}`,
    disabled: component.disabled || component.style === PREMIUM,
    "aria-label": component.label ? entryNamed(component.label, message) : emojiName(component.emoji),
    "aria-busy": store.busy.has(key) ? "true" : null,
    data: { busyKey: key, key: component.custom_id ?? "" },
    onclick: () => press(message, component),
  };
  return make("button", properties, ...label);
}

// A button that bears nothing but a number belongs to the entry of a list with that number: its first line says more.
function entryNamed(label, message) {
  if (!/^\d+$/.test(label)) return null;
  const entry = componentTexts(message.components).find((text) => text.startsWith(`${label}. `));
  return entry ? `${label}: ${shortly(plainText(entry.slice(label.length + 2).split("\n")[0], message.channel_id), MOST_NAME)}` : null;
}

function linkButton(written, label) {
  const inside = placeOfLink(written);
  if (inside) return make("button", { type: "button", class: "button button-secondary", onclick: () => goTo(inside.placeId, { messageId: inside.messageId, focus: true }) }, ...label, icon("thread"));
  const url = webAddress(written);
  if (!url) return make("span", { class: "quiet" }, ...label);
  return make("a", { class: "button button-secondary", href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: url.href }, ...label, make("span", { class: "link-target" }, url.hostname, " ↗"));
}

// A server's own emoji is a picture from elsewhere, so its name stands for it.
export function emojiOf(emoji) {
  if (!emoji?.name) return null;
  return make("span", { class: "emoji", "aria-hidden": "true" }, emoji.id ? `:${emoji.name}:` : emoji.name);
}

const NAMES = { "◀": "Previous", "◀️": "Previous", "⬅️": "Previous", "▶": "Next", "▶️": "Next", "➡️": "Next", "⏮️": "First", "⏭️": "Last", "❌": "Close", "✅": "Yes", "🔖": "Bookmark" };
export const emojiName = (emoji) => (emoji?.name ? (NAMES[emoji.name] ?? emoji.name) : "Button without a name");
