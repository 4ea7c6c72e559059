// The page: connects, and puts the open places on the screen.

import { startAnnouncing } from "./announce.js";
import { startClock } from "./clock-panel.js";
import { connect, open as openAs } from "./connection.js";
import { icon, make } from "./dom.js";
import { isSystem } from "./message.js";
import { startThreadDialogs } from "./message-menu.js";
import { notice, problem, say } from "./notices.js";
import { startCards } from "./people.js";
import { closeFloating } from "./floating.js";
import { PlaceView } from "./place-view.js";
import { closeThread, fromAddress, open } from "./places-open.js";
import { startSidebar } from "./sidebar.js";
import { stepsBox } from "./steps.js";
import { happened, messagesIn, nameOf, on, setState, store, tell } from "./store.js";
import { isDark, switchTheme } from "./theme.js";

const $ = (id) => document.getElementById(id);
const AGAIN = "If you ended it, start it again as before and open the new address.";
const views = { main: null, thread: null };
let steps = null;
let actingAs = null;
let lost = null;

function drawMain() {
  views.main?.destroy();
  views.main = open.channel ? new PlaceView(open.channel, { above: (steps ??= stepsBox()) }) : null;
  views.main?.show($("main"));
}

function drawThread() {
  views.thread?.destroy();
  views.thread = open.thread ? new PlaceView(open.thread, { beside: true }) : null;
  $("thread").hidden = !views.thread;
  document.body.classList.toggle("with-thread", Boolean(views.thread));
  if (views.thread) views.thread.show($("thread"));
  else $("thread").replaceChildren();
}

function drawPlaces() {
  closeFloating();
  const focusWas = document.activeElement;
  if (views.main?.placeId !== open.channel) drawMain();
  if ((views.thread?.placeId ?? null) !== open.thread) drawThread();
  if (!focusWas?.isConnected) $("main").focus({ preventScroll: true });
  const name = store.places.get(open.thread ?? open.channel)?.name;
  document.title = [name && (store.places.get(open.channel)?.direct ? name : `#${name}`), appName()].filter(Boolean).join(" · ");
}

const appName = () => store.state.applications[0]?.name ?? "A local Discord";

const about = () => store.state.applications[0]?.description ?? "";

function redraw() {
  const changed = actingAs !== store.state.person.id;
  const first = actingAs === null;
  actingAs = store.state.person.id;
  $("brand-name").textContent = appName();
  $("brand-note").textContent = about();
  if (changed) {
    store.unread.clear();
    store.drafts.clear();
    for (const which of ["main", "thread"]) {
      views[which]?.destroy();
      views[which] = null;
    }
    open.channel = open.thread = null;
  }
  const fresh = first && !location.hash;
  fromAddress();
  if (fresh) markUnread();
  if (changed && !first) say(`You are now ${nameOf(store.state.person)}.`);
  if (!changed) for (const view of Object.values(views)) view?.draw();
  drawPlaces();
}

// Who comes for the first time has read nothing but what is open.
function markUnread() {
  const written = [...store.places.keys()].filter((id) => id !== open.channel && messagesIn(id).some((message) => !isSystem(message)));
  for (const id of written) store.unread.add(id);
  tell("unread");
}

const viewOf = (placeId) => [views.thread, views.main].find((view) => view?.placeId === placeId) ?? null;

function listen() {
  on("state", redraw);
  on("place", drawPlaces);
  on("opened", ({ placeId, messageId, near, focus }) => {
    const view = viewOf(placeId);
    if (messageId) view?.list?.reveal({ message: { id: messageId, channel_id: placeId }, near, focus });
    else if (focus) view?.focus();
  });
  on("reply", ({ message }) => viewOf(message.channel_id)?.composer?.concern("reply", message));
  on("edit", ({ message }) => viewOf(message.channel_id)?.composer?.concern("edit", message));
  on("command", ({ name, placeId, given }) => (viewOf(placeId) ?? views.main)?.composer?.open(name, given));
  on("answered", ({ at }) => answered(at));
  addEventListener("popstate", () => store.state && fromAddress());
}

// A button whose answer is not a message still shows that it was heard.
function answered(key) {
  for (const control of key ? document.querySelectorAll(`[data-busy-key="${CSS.escape(key)}"]`) : []) {
    control.classList.remove("heard");
    void control.offsetWidth;
    control.classList.add("heard");
  }
}

function startHeader() {
  $("brand-mark").append(make("img", { src: "/static/icon.svg", alt: "" }));
  const button = $("theme");
  const draw = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    const label = isDark() ? "Light colours" : "Dark colours";
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  button.addEventListener("click", () => {
    switchTheme();
    draw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  skip("skip-messages", () => $("messages"));
  skip("skip-writing", () => (open.thread ? $("write-thread") : $("write")));
}

// The address says which place is open, so these links move the focus only.
function skip(id, target) {
  $(id).addEventListener("click", (event) => {
    event.preventDefault();
    target()?.focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !open.thread || !$("thread").contains(event.target)) return;
  event.preventDefault();
  const { thread } = open;
  closeThread();
  (document.querySelector(`#main [data-message="${thread}"] article`) ?? $("main")).focus({ preventScroll: true });
});

startHeader();
startSidebar($("places"), $("open-places"));
startClock($("clock"));
startCards();
startThreadDialogs();
startAnnouncing();
listen();
connect({
  opened: () => {
    openAs(actingAs);
    if (lost) notice("The connection is back.");
    lost?.remove();
    lost = null;
  },
  state: setState,
  event: happened,
  lost: () => {
    if ($("opening")) $("opening").textContent = `The local Discord does not answer. ${AGAIN}`;
    lost ??= store.state && problem(`The connection is lost. ${AGAIN}`);
  },
});
