// Pictures and files. Only what the local Discord serves is shown; anything else is a link that one may follow.

import { act } from "./actions.js";
import { icon, iconButton, make } from "./dom.js";
import { openDialog } from "./dialog.js";
import { link, ownPath, webAddress } from "./links.js";

const SHOWN = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;

export function attachmentsOf(message) {
  const inComponents = new Set(urlsOf(message.components));
  const files = message.attachments.filter((file) => !inComponents.has(file.url));
  if (!files.length) return null;
  return make("div", { class: "attachments" }, ...files.map((file) => (SHOWN.test(file.content_type ?? "") ? picture(file, file.description, false, file.filename) : fileOf(file))));
}

function urlsOf(components) {
  return components.flatMap((each) => [
    each.media?.url,
    each.file?.url,
    ...(each.items ?? []).map((item) => item.media.url),
    ...urlsOf([...(each.components ?? []), ...(each.accessory ? [each.accessory] : [])]),
  ]);
}

export function picture(media, description, hidden, name = "Picture") {
  const path = ownPath(media.url);
  const alt = description || name;
  if (!path) return elsewhere(media.url, alt);
  const image = make("img", { src: path, alt, loading: "lazy", decoding: "async", onerror: () => shown.replaceWith(make("p", { class: "quiet" }, `The picture “${alt}” cannot be shown.`)) });
  const shown = make("button", { type: "button", class: "picture", "aria-label": `${alt} (enlarge)`, onclick: () => enlarge(path, alt, Boolean(description)) }, image);
  return hidden ? covered(shown, `Hidden picture: show it`) : shown;
}

function elsewhere(url, alt) {
  const host = webAddress(url)?.hostname;
  return make("div", { class: "picture-elsewhere" }, icon("file"), make("p", {}, make("bdi", {}, alt), host ? " · " : "", host ? link(url, ["open the picture"]) : null));
}

function enlarge(path, alt, described) {
  openDialog({
    title: described ? "Picture" : alt,
    kind: "lightbox",
    body: make("figure", {}, make("img", { src: path, alt }), described && make("figcaption", { dir: "auto" }, alt)),
  });
}

export function fileOf(file) {
  const path = ownPath(file.url);
  const shown = make(
    "div",
    { class: "file" },
    icon("file"),
    make("div", {}, path ? make("a", { href: path, download: file.filename }, make("bdi", {}, file.filename)) : link(file.url, [file.filename]), make("span", { class: "quiet" }, size(file.size))),
  );
  return file.spoiler ? covered(shown, `Hidden file: show it`) : shown;
}

export function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function covered(element, label) {
  element.inert = true;
  const cover = make("button", { type: "button", class: "cover" }, label);
  const whole = make("div", { class: "covered" }, element, cover);
  cover.addEventListener("click", () => {
    element.inert = false;
    cover.remove();
    whole.classList.add("shown");
  });
  return whole;
}

// A file on its way, for a message, an option or a form; the server keeps it until it is sent.
export async function upload(file, description = "") {
  const data = await base64(file);
  const kept = await act({ do: "upload", name: file.name, data, description: description || undefined }, { quiet: true });
  return kept.upload;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export const removeButton = (name, onclick) => iconButton("close", `Remove ${name}`, onclick);
