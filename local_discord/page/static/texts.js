// What a message says, as plain words: for previews, lists and screen readers.

import { parse } from "./markdown.js";
import { nameOf, place, roleById, userById } from "./store.js";
import { written } from "./clock.js";
import { shortly } from "./dom.js";

export function plainText(text, placeId) {
  return parse(text).map((block) => blockText(block, placeId)).filter(Boolean).join(" ");
}

function blockText(block, placeId) {
  if (block.type === "code") return block.text;
  if (block.blocks) return block.blocks.map((each) => blockText(each, placeId)).join(" ");
  if (block.items) return block.items.map((item) => [nodesText(item.inline, placeId), ...item.inner.map((each) => blockText(each, placeId))].join(" ")).join(", ");
  return block.inline ? nodesText(block.inline, placeId) : "";
}

const nodesText = (nodes, placeId) => nodes.map((node) => nodeText(node, placeId)).join("");

function nodeText(node, placeId) {
  if (typeof node === "string") return node;
  switch (node.type) {
    case "spoiler":
      return "(hidden)";
    case "time":
      return written(node.seconds * 1000, node.style);
    case "user":
      return `@${nameOf(userById(node.id), place(placeId)?.guild)}`;
    case "role":
      return `@${roleById(node.id, place(placeId)?.guild)?.name ?? "role"}`;
    case "channel":
      return `#${place(node.id)?.name ?? "channel"}`;
    case "command":
      return `/${node.name}`;
    case "link":
      return node.children ? nodesText(node.children, placeId) : node.url;
    default:
      return node.children ? nodesText(node.children, placeId) : (node.text ?? "");
  }
}

export function componentTexts(components) {
  return components.flatMap((each) => [
    ...(each.type === 10 ? [each.content] : []),
    ...componentTexts([...(each.components ?? []), ...(each.accessory ? [each.accessory] : [])]),
  ]);
}

export function wholeText(message) {
  const embeds = message.embeds.flatMap((embed) => [embed.title, embed.description, ...(embed.fields ?? []).flatMap((field) => [field.name, field.value])]);
  return [message.content, ...componentTexts(message.components), ...embeds].filter(Boolean).join("\n");
}

export function excerpt(message, most) {
  const text = plainText(wholeText(message), message.channel_id).replace(/\s+/gu, " ").trim();
  if (text) return shortly(text, most);
  if (message.attachments.length) return message.attachments.map((file) => file.filename).join(", ");
  return message.flags & 128 ? "…" : "(no words)";
}
