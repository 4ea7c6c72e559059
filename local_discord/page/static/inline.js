// Discord's Markdown within a line, from a text to nodes: strings, and objects with a type.

const WORD = /[\p{L}\p{N}_]/u;
const MARKS = [
  ["**", "bold"],
  ["__", "underline"],
  ["~~", "strike"],
  ["||", "spoiler"],
  ["*", "italics"],
  ["_", "italics"],
];
const CODE = /(`+)([\s\S]*?[^`])\1(?!`)/y;
const MASKED = /\[((?:\\[\s\S]|[^\][\\]|\[[^\][]*\])+)\]\(\s*<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+["'][^"'\n]*["'])?\s*\)/y;
const BARE = /https?:\/\/[^\s<>]+/y;
const TAGS = [
  [/<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/y, (found) => ({ type: "time", seconds: Number(found[1]), style: found[2] ?? "f" })],
  [/<@!?(\d{5,20})>/y, (found) => ({ type: "user", id: found[1] })],
  [/<@&(\d{5,20})>/y, (found) => ({ type: "role", id: found[1] })],
  [/<#(\d{5,20})>/y, (found) => ({ type: "channel", id: found[1] })],
  [/<\/([-_\p{L}\p{N} ]{1,100}):(\d{1,20})>/uy, (found) => ({ type: "command", name: found[1], id: found[2] })],
  [/<a?:(\w{2,32}):\d{5,20}>/y, (found) => `:${found[1]}:`],
  [/<id:(customize|browse|guide|home|linked-roles)(?::\d+)?>/y, (found) => ({ type: "guide", name: found[1] })],
  [/<(https?:\/\/[^\s<>]+)>/y, (found) => ({ type: "link", url: found[1], children: null })],
];
const DEEPEST = 40;

export function inline(text, depth = 0) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(plain);
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = depth < DEEPEST ? nodeAt(text, at, depth) : null;
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    const [node, length] = found;
    if (typeof node === "string") plain += node;
    else {
      flush();
      nodes.push(node);
    }
    at += length;
  }
  flush();
  return nodes;
}

function nodeAt(text, at, depth) {
  const letter = text[at];
  if (letter === "\\") return /[^\p{L}\p{N}\s]/u.test(text[at + 1] ?? "") ? [text[at + 1], 2] : null;
  if (letter === "`") return at > 0 && text[at - 1] === "`" ? null : code(text, at);
  if (letter === "<") return tag(text, at);
  if (letter === "[") return masked(text, at, depth);
  if (letter === "h") return WORD.test(text[at - 1] ?? "") ? null : bare(text, at);
  if (letter === "@") return everyone(text, at);
  return "*_~|".includes(letter) ? marked(text, at, depth) : null;
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function code(text, at) {
  const found = match(CODE, text, at);
  if (!found) return null;
  const inner = /^ .*[^ ].* $/s.test(found[2]) ? found[2].slice(1, -1) : found[2];
  return [{ type: "code", text: inner }, found[0].length];
}

function tag(text, at) {
  for (const [pattern, node] of TAGS) {
    const found = match(pattern, text, at);
    if (found) return [node(found), found[0].length];
  }
  return null;
}

function masked(text, at, depth) {
  const found = match(MASKED, text, at);
  // A label that looks like another address would show one place and lead to a different one.
  if (!found || /https?:\/\//i.test(found[1])) return null;
  return [{ type: "link", url: found[2], children: inline(found[1], depth + 1) }, found[0].length];
}

function bare(text, at) {
  const found = match(BARE, text, at);
  if (!found) return null;
  let url = found[0].replace(/(?:[.,:;!?"'\]*_~|]|\*\*|__)+$/, "");
  while (url.endsWith(")") && url.split(")").length > url.split("(").length) url = url.slice(0, -1);
  return url.length > "https://".length ? [{ type: "link", url, children: null }, url.length] : null;
}

function everyone(text, at) {
  const found = match(/@(?:everyone|here)\b/y, text, at);
  return found ? [{ type: "everyone", text: found[0] }, found[0].length] : null;
}

function marked(text, at, depth) {
  for (const [mark, type] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    if (!opens(text, at, mark)) continue;
    const end = closing(text, at + mark.length, mark);
    if (end > at + mark.length) {
      const inner = text.slice(at + mark.length, end);
      if (inner.trim() || type === "spoiler") return [{ type, children: inline(inner, depth + 1) }, end + mark.length - at];
    }
  }
  return null;
}

function opens(text, at, mark) {
  if (mark === "*") return /\S/.test(text[at + 1] ?? "");
  if (mark === "_") return !WORD.test(text[at - 1] ?? "") && /\S/.test(text[at + 1] ?? "");
  return true;
}

// The index of the closing mark, past escapes, code and, for a single mark, its doubles.
function closing(text, from, mark) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") {
      at += 1;
      continue;
    }
    if (text[at] === "`") {
      const found = match(CODE, text, at);
      if (found) at += found[0].length - 1;
      continue;
    }
    if (!text.startsWith(mark, at)) continue;
    if (mark.length === 1 && text[at + 1] === mark) {
      const inner = closing(text, at + 2, mark + mark);
      at = inner > 0 ? inner + 1 : at + 1;
      continue;
    }
    if (mark.length === 2 && "*_".includes(mark[0]) && text[at + 2] === mark[0]) continue;
    if (mark === "_" && WORD.test(text[at + 1] ?? "")) continue;
    if (mark.length === 1 && /\s/.test(text[at - 1] ?? "")) continue;
    return at;
  }
  return -1;
}
