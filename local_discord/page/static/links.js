// Links: to the web only, never followed by themselves, and always with their target to be seen.

import { make } from "./dom.js";
import { goTo } from "./places-open.js";
import { place } from "./store.js";

const MESSAGE_LINK = /^https:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/;

export function webAddress(written) {
  try {
    const url = new URL(written);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

// Files that the local Discord itself serves, by path and signature: the page's policy loads from nowhere else.
export function ownPath(written) {
  const url = webAddress(written);
  const local = url && ["127.0.0.1", "localhost", location.hostname].includes(url.hostname) && url.port === location.port;
  return local && url.pathname.startsWith("/cdn/") ? url.pathname + url.search : null;
}

export function placeOfLink(written) {
  const found = MESSAGE_LINK.exec(written);
  const target = found && place(found[1]);
  return target ? { placeId: found[1], messageId: found[2] ?? null, name: target.name } : null;
}

export function link(written, children) {
  const inside = placeOfLink(written);
  if (inside) return placeLink(inside, children);
  const url = webAddress(written);
  if (!url) return make("span", {}, ...(children ?? [written]));
  const shown = children ? [...children, make("span", { class: "link-target" }, ` (${url.hostname})`)] : [written];
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: url.href, dir: children ? null : "ltr" }, ...shown);
}

function placeLink({ placeId, messageId, name }, children) {
  const label = children ?? [`${place(placeId).direct ? "" : "#"}${name}`, messageId ? " › message" : ""];
  return make("button", { type: "button", class: "chip", onclick: () => goTo(placeId, { messageId, focus: true }) }, ...label);
}
