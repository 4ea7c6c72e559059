// Which channel is open, and which thread beside it; both stand in the address, so that Back and reload work.

import { isThread, place, store, tell } from "./store.js";

export const open = { channel: null, thread: null };

export function goTo(placeId, { messageId = null, near = false, focus = false } = {}) {
  const found = place(placeId);
  if (!found) return;
  if (isThread(found)) show({ channel: found.parent_id, thread: placeId });
  else show({ channel: placeId, thread: messageId || open.channel !== placeId ? null : open.thread });
  tell("opened", { placeId, messageId, near, focus });
}

export function closeThread() {
  show({ channel: open.channel, thread: null });
}

function show({ channel, thread }) {
  const wanted = `#${[channel, thread].filter(Boolean).join("/")}`;
  if (location.hash !== wanted) history.pushState(null, "", wanted);
  take(channel, thread);
}

function take(channel, thread) {
  if (open.channel === channel && open.thread === thread) return;
  open.channel = channel;
  open.thread = thread;
  store.unread.delete(channel);
  store.unread.delete(thread);
  tell("place");
}

// After a state came, or the address changed: what it names if that can be seen, else where the newest message stands.
export function fromAddress() {
  const [channel, thread] = location.hash.slice(1).split("/");
  const kept = place(channel) && !isThread(place(channel)) ? channel : null;
  const beside = kept && place(thread)?.parent_id === kept ? thread : null;
  if (kept) take(kept, beside);
  else take(busiest(), null);
}

function busiest() {
  const channels = [...store.places.values()].filter((each) => !isThread(each) && !each.direct && each.type !== 4);
  const newest = (each) => BigInt(store.state.messages[each.id]?.at(-1)?.id ?? 0);
  const byNews = channels.toSorted((one, other) => (newest(one) < newest(other) ? 1 : newest(one) > newest(other) ? -1 : 0));
  return (byNews[0] ?? [...store.places.values()][0])?.id ?? null;
}
