// The page's time is the bot's: every "today", "tomorrow" and "in 3 hours" is counted from it.

import { make } from "./dom.js";

let ahead = 0;
const LOCALE = navigator.language || "en";
const SECOND = 1000, MINUTE = 60, HOUR = 3600, DAY = 86400;

export const now = () => Date.now() + ahead;
export function setClock(moment) {
  ahead = Date.parse(moment) - Date.now();
}

// Hours are counted to 24 whatever the language, since that is how the bot writes a time of day beside them.
const SHAPES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
  date: { weekday: "long", day: "numeric", month: "long" },
  corner: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};
const formats = new Map();

export const STYLES = "tTdDfFsSR";

export function written(moment, style) {
  if (style === "R") return relative(moment);
  if (style === "message") return messageTime(moment);
  if (style === "day") return dayName(moment);
  if (!formats.has(style)) formats.set(style, new Intl.DateTimeFormat(LOCALE, { ...(SHAPES[style] ?? SHAPES.f), hourCycle: "h23" }));
  return formats.get(style).format(moment);
}

const STEPS = [["year", 365 * DAY], ["month", 30 * DAY], ["day", DAY], ["hour", HOUR], ["minute", MINUTE], ["second", 1]];
const relatively = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

function relative(moment) {
  const seconds = Math.round((moment - now()) / SECOND);
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? STEPS.at(-1);
  return relatively.format(Math.trunc(seconds / size), unit);
}

const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
export const sameDay = (one, other) => midnight(one) === midnight(other);
const daysAgo = (moment) => Math.round((midnight(now()) - midnight(moment)) / (DAY * SECOND));

function dayName(moment) {
  const days = daysAgo(moment);
  const near = days === 0 || days === 1 ? `${relatively.format(-days, "day")}, ` : "";
  const text = near + written(moment, "date");
  return text[0].toUpperCase() + text.slice(1);
}

function messageTime(moment) {
  const days = daysAgo(moment);
  return days === 0 ? written(moment, "t") : `${written(moment, "d")}, ${written(moment, "t")}`;
}

export function timeElement(moment, style, properties = {}) {
  const valid = Number.isFinite(moment) && Math.abs(moment) <= 8.64e15;
  if (!valid) return make("span", {}, "an impossible date");
  const exact = new Date(moment).toISOString();
  return make("time", { ...properties, datetime: exact, title: written(moment, "F"), data: { style } }, written(moment, style));
}

// Called when the clock moved and every few seconds, so that "in a minute" stays true.
export function refreshTimes() {
  for (const element of document.querySelectorAll("time[data-style]")) {
    const text = written(Date.parse(element.dateTime), element.dataset.style);
    if (element.textContent !== text) element.textContent = text;
  }
}
