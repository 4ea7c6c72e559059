// Elements are made, never parsed: what people and bots write reaches the page as text only.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

export const present = (children) => children.flat().filter((child) => child !== null && child !== undefined && child !== false);

export const fill = (element, ...children) => element.replaceChildren(...present(children));

let counter = 0;
export const freshId = (stem) => `${stem}-${++counter}`;

const SHAPES = {
  archive: "M4 5h16v4H4zM6 9v10h12V9M10 13h4",
  attach: "M12 5v14M5 12h14",
  back: "M19 12H5M11 6l-6 6 6 6",
  book: "M12 7c-2-1.4-4.6-1.9-8-1.7v12.6c3.4-.2 6 .3 8 1.7 2-1.4 4.6-1.9 8-1.7V5.3C16.600 5.100 14 5.600 12 7zM12 7v12.600",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 1.800",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  forum: "M4 5h16v11H9l-5 4zM8 9h8M8 12h5",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M4 15h16",
  menu: "M4 7h16M4 12h16M4 17h16",
  moon: "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20c0-3.500 2.500-6 6-6s6 2.500 6 6M16 4.500a3.500 3.500 0 0 1 0 6.500M17.500 14.500c2.200.8 3.500 2.800 3.500 5.500",
  reply: "M10 7L5 12l5 5M5 12h9c3 0 5 2 5 5v1",
  send: "M4 12l16-8-5 16-3.500-6.500z",
  smile: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 10h.01M15 10h.01M8.500 14c1.800 2.300 5.200 2.300 7 0",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.700 1.700M17.300 17.300L19 19M19 5l-1.700 1.700M6.700 17.300L5 19",
  thread: "M5 5h14M5 10h9M5 15h6M15 14v6M12 17h6",
  tick: "M5 13l4.500 4.500L19 7",
  warn: "M12 4l9 16H3zM12 10v4.500M12 17.500h.01",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export const iconButton = (name, label, onclick, properties = {}) =>
  make("button", { type: "button", ...properties, class: `plain icon-button ${properties.class ?? ""}`, "aria-label": label, title: label, onclick }, icon(name));

// What is wrong at a field is taken back as soon as somebody mends it; it is looked at again when it is sent.
export function clearOnChange(element, wrong, target) {
  const clear = () => {
    fill(wrong);
    target.removeAttribute("aria-invalid");
  };
  for (const kind of ["input", "change"]) element.addEventListener(kind, clear);
}

export const shortly = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

// Where the first letter that has a direction points; `dir="auto"` cannot say it for a box whose paragraphs have their own.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
export function direction(text) {
  const first = /\p{L}/u.exec(text);
  return first && RIGHT_TO_LEFT.test(first[0]) ? "rtl" : "ltr";
}
