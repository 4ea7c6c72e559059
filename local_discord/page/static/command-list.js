// The commands that can be typed in a place: each with its path ("study setup"), options and description.

import { commandsIn, store } from "./store.js";

const CHAT = 1, GROUPS = 2;

export function leavesIn(placeId) {
  return commandsIn(placeId, CHAT).flatMap((command) => leaves(command, [command.name], command));
}

function leaves(node, path, command) {
  const nested = (node.options ?? []).filter((option) => option.type <= GROUPS);
  if (nested.length) return nested.flatMap((option) => leaves(option, [...path, option.name], command));
  const app = store.state.applications.find((each) => each.id === command.application_id)?.name ?? "";
  return [{ path: path.join(" "), description: node.description ?? "", options: node.options ?? [], app }];
}

export const leafNamed = (placeId, path) => leavesIn(placeId).find((leaf) => leaf.path === path) ?? null;

// Those that fit what was typed after the slash, the likeliest first.
export function fitting(placeId, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = (leaf) => (leaf.path.startsWith(wanted) ? 0 : leaf.path.includes(wanted) ? 1 : leaf.description.toLowerCase().includes(wanted) ? 2 : 3);
  return leavesIn(placeId)
    .map((leaf) => ({ leaf, rank: rank(leaf) }))
    .filter((each) => each.rank < 3)
    .sort((one, other) => one.rank - other.rank || one.leaf.path.localeCompare(other.leaf.path))
    .map((each) => each.leaf);
}

// "/passage search words" typed in full: the command and the rest, or null while it is not one yet.
export function typedOut(placeId, text) {
  const typed = text.slice(1);
  const known = leavesIn(placeId).filter((leaf) => typed === leaf.path || typed.startsWith(`${leaf.path} `));
  const leaf = known.sort((one, other) => other.path.length - one.path.length)[0];
  return leaf ? { leaf, rest: typed.slice(leaf.path.length) } : null;
}

// `words:near essay:2` by name; words without a name belong to the first option.
export function valuesIn(leaf, rest) {
  const values = {};
  const names = leaf.options.map((option) => option.name).join("|");
  if (!names || !rest.trim()) return values;
  const parts = rest.trim().split(new RegExp(`(?:^|\\s)(${names}):\\s*`, "u"));
  if (parts[0].trim()) values[leaf.options[0].name] = parts[0].trim();
  for (let at = 1; at < parts.length; at += 2) values[parts[at]] = (parts[at + 1] ?? "").trim();
  return values;
}
