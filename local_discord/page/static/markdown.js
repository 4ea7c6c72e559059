// Discord's Markdown, from a text to blocks: headings, small print, quotes, lists, code and lines.

import { inline } from "./inline.js";

const HEADING = /^(#{1,3})[ \t]+(?=\S)([^\n]+)/;
const SMALL = /^-#[ \t]+(?=\S)([^\n]+)/;
const QUOTED_LINES = /^(?:>(?: [^\n]*|(?=\n|$))(?:\n|$))+/;
const QUOTED_REST = /^>>>(?: |\n)([\s\S]+)/;
const ITEM = /^([ \t]*)([-*]|\d{1,9}\.)[ \t]+(?=\S)([^\n]*)/;
const FENCE = /```(?:([\w+#.-]+)\n|\n)?([\s\S]+?)```/y;

export function parse(text, inQuote = false) {
  const blocks = [];
  let rest = text.replaceAll("\r\n", "\n");
  while (rest) {
    const [block, length] = next(rest, inQuote);
    if (block) blocks.push(block);
    rest = rest.slice(length);
  }
  return blocks;
}

function next(rest, inQuote) {
  let found;
  if (rest[0] === "\n") return [{ type: "gap" }, 1];
  if ((found = codeAt(rest, 0))) return [found.block, ended(rest, found.length)];
  if ((found = HEADING.exec(rest))) return [{ type: "heading", level: found[1].length, inline: inline(found[2].replace(/ +#+ *$/, "")) }, ended(rest, found[0].length)];
  if ((found = SMALL.exec(rest))) return [{ type: "small", inline: inline(found[1]) }, ended(rest, found[0].length)];
  if (!inQuote && (found = QUOTED_REST.exec(rest))) return [{ type: "quote", text: found[1], blocks: parse(found[1], true) }, rest.length];
  if (!inQuote && (found = QUOTED_LINES.exec(rest))) {
    const text = found[0].replace(/\n$/, "").replace(/^> ?/gm, "");
    return [{ type: "quote", text, blocks: parse(text, true) }, found[0].length];
  }
  if (ITEM.test(rest)) return list(rest);
  return line(rest);
}

const ended = (rest, length) => (rest[length] === "\n" ? length + 1 : length);

function codeAt(rest, at) {
  FENCE.lastIndex = at;
  const found = FENCE.exec(rest);
  if (!found || !found[2].trim()) return null;
  return { block: { type: "code", language: found[1] ?? "", text: found[2].replace(/^\n+|\s+$/g, "") }, length: found[0].length };
}

function line(rest) {
  const text = rest.slice(0, lineLength(rest));
  for (let at = text.indexOf("```", 1); at > 0; at = text.indexOf("```", at + 1)) {
    if (text[at - 1] !== "\\" && codeAt(rest, at)) return [{ type: "line", inline: inline(text.slice(0, at)) }, at];
  }
  return [{ type: "line", inline: inline(text) }, ended(rest, text.length)];
}

// Emphasis and spoilers may reach over several lines, up to an empty one.
function lineLength(rest) {
  const breakAfter = (at) => (rest.indexOf("\n", at) < 0 ? rest.length : rest.indexOf("\n", at));
  const first = breakAfter(0);
  for (let end = first; ; end = breakAfter(end + 1)) {
    if (!open(rest.slice(0, end))) return end;
    if (end >= rest.length || rest[end + 1] === "\n") return first;
  }
}

function open(text) {
  const bare = text.replace(/\\[\s\S]/g, "").replace(/(`+)[\s\S]*?\1/g, "");
  return ["||", "**", "__", "~~"].some((mark) => (bare.split(mark).length - 1) % 2 === 1);
}

function list(rest) {
  const items = [];
  let length = 0;
  for (;;) {
    const found = ITEM.exec(rest.slice(length));
    if (!found) break;
    const item = { depth: found[1].replaceAll("\t", "  ").length, ordered: /\d/.test(found[2]), number: parseInt(found[2], 10) || 0, text: found[3] };
    if (items.length && item.depth <= items[0].depth && item.ordered !== items[0].ordered) break;
    items.push(item);
    length = ended(rest, length + found[0].length);
    // Lines set in below an item belong to it.
    for (let more; (more = /^[ \t]{2,}(?![-*] |\d+\. )(\S[^\n]*)/.exec(rest.slice(length))); ) {
      items.at(-1).text += `\n${more[1]}`;
      length = ended(rest, length + more[0].length);
    }
  }
  return [nested(items, 0, items.length), length];
}

function nested(items, from, to) {
  const { ordered, number, depth } = items[from];
  const block = { type: "list", ordered, start: number, items: [], text: items[from].text };
  for (let at = from; at < to; ) {
    let end = at + 1;
    while (end < to && items[end].depth > depth) end += 1;
    block.items.push({ inline: inline(items[at].text), inner: end > at + 1 ? [nested(items, at + 1, end)] : [] });
    at = end;
  }
  return block;
}
