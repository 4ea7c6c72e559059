// From Markdown's blocks and nodes to elements. Every paragraph finds its own direction.

import { timeElement } from "./clock.js";
import { direction, make } from "./dom.js";
import { link } from "./links.js";
import { parse } from "./markdown.js";
import { channelChip, commandChip, roleChip, userChip } from "./mentions.js";

// `headings` keeps the outline of one message: its first heading stands below the author's name, none skips a level.
export const outline = () => ({ last: 3, sizes: [] });

export function markdown(text, { place, headings = outline() }) {
  const box = make("div", { class: "markdown" });
  const blocks = parse(text);
  box.append(...blocksOf(blocks, { place, headings }));
  return box;
}

// One line without blocks, for places that have room for a line.
export const markdownLine = (text, place) => {
  const [block] = parse(text.trim()).filter((each) => each.inline);
  return make("span", { dir: "auto" }, ...(block ? nodesOf(block.inline, { place }) : [text]));
};

function blocksOf(blocks, context) {
  const elements = [];
  let gap = false;
  for (const block of blocks) {
    if (block.type === "gap") {
      gap = true;
      continue;
    }
    const element = blockOf(block, context);
    if (gap && elements.length) element.classList.add("after-gap");
    gap = false;
    elements.push(element);
  }
  return elements;
}

function blockOf(block, context) {
  switch (block.type) {
    case "heading":
      return make(`h${headingLevel(block.level, context.headings)}`, { class: `heading heading-${block.level}`, dir: "auto" }, ...nodesOf(block.inline, context));
    case "small":
      return make("p", { class: "small", dir: "auto" }, ...nodesOf(block.inline, context));
    case "quote":
      return make("blockquote", { dir: direction(block.text) }, ...blocksOf(block.blocks, context));
    case "code":
      return make("pre", { dir: "ltr", tabindex: "0", role: "region", "aria-label": block.language ? `Code, ${block.language}` : "Code" }, make("code", {}, block.text));
    case "list":
      return listOf(block, context);
    default:
      return make("p", { dir: "auto" }, ...nodesOf(block.inline, context));
  }
}

function headingLevel(size, headings) {
  if (!headings.sizes.includes(size)) headings.sizes.push(size);
  const rank = headings.sizes.filter((each) => each < size).length;
  headings.last = Math.min(4 + rank, headings.last + 1, 6);
  return headings.last;
}

function listOf(block, context) {
  const items = block.items.map((item) => make("li", {}, make("span", { dir: "auto" }, ...nodesOf(item.inline, context)), ...item.inner.map((each) => listOf(each, context))));
  const start = block.ordered && block.start !== 1 ? block.start : null;
  return make(block.ordered ? "ol" : "ul", { start, dir: direction(block.text) }, ...items);
}

export const nodesOf = (nodes, context) => together(nodes.flatMap((node) => nodeOf(node, context)));

// A dot that a space without a break ties to what follows goes to the next line with it, also before a chip.
function together(parts) {
  return parts.flatMap((part, at) => {
    const next = parts[at + 1];
    const before = parts[at - 1];
    if (tied(part) && isChip(next)) return [part.slice(0, -2)];
    if (isChip(part) && tied(before)) return [make("span", { class: "together" }, "·", part)];
    return [part];
  });
}

const tied = (part) => typeof part === "string" && part.endsWith("·\u00a0");
const isChip = (part) => part instanceof Element && part.matches(".chip");

const TAGS = { bold: "strong", italics: "em", underline: "u", strike: "s" };

function nodeOf(node, context) {
  if (typeof node === "string") return lines(node);
  const children = () => nodesOf(node.children, context);
  switch (node.type) {
    case "code":
      return make("code", { dir: "ltr" }, node.text);
    case "spoiler":
      return spoiler(children());
    case "link":
      return link(node.url, node.children && children());
    case "time":
      return timeElement(node.seconds * 1000, node.style, { class: "chip time" });
    case "user":
      return userChip(node.id, context.place);
    case "role":
      return roleChip(node.id, context.place);
    case "channel":
      return channelChip(node.id);
    case "command":
      return commandChip(node.name, node.id, context.place);
    case "everyone":
      return make("span", { class: "chip" }, node.text);
    case "guide":
      return make("span", { class: "chip" }, node.name === "customize" ? "Channels and Roles" : "Server Guide");
    default:
      return make(TAGS[node.type], {}, ...children());
  }
}

const lines = (text) => text.split("\n").flatMap((part, at) => (at ? [document.createElement("br"), part] : [part]));

// What is inside cannot be read, reached or pressed before it is shown.
function spoiler(children) {
  const inside = make("span", { class: "spoiler-text", inert: true }, ...children);
  const cover = make("button", { type: "button", class: "spoiler-cover", "aria-label": "Hidden text: show it" });
  const whole = make("span", { class: "spoiler" }, inside, cover);
  cover.addEventListener("click", () => {
    inside.inert = false;
    cover.remove();
    whole.classList.add("shown");
    whole.tabIndex = -1;
    whole.focus();
  });
  return whole;
}

