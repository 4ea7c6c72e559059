// Embeds, the older kind of card.

import { make } from "./dom.js";
import { link } from "./links.js";
import { picture } from "./media.js";
import { markdown, markdownLine } from "./render.js";
import { timeElement } from "./clock.js";

export function embedOf(embed, context) {
  const title = embed.title && markdownLine(embed.title, context.place);
  const box = make(
    "div",
    { class: "container embed" },
    embed.author?.name && make("p", { class: "small", dir: "auto" }, embed.author.name),
    title && make("p", { class: "embed-title" }, embed.url ? link(embed.url, [title]) : title),
    embed.description && markdown(embed.description, context),
    embed.fields?.length && make("dl", { class: "fields" }, ...embed.fields.map((field) => make("div", {}, make("dt", {}, markdownLine(field.name, context.place)), make("dd", {}, markdown(field.value, context))))),
    embed.image?.url && picture(embed.image, embed.image.description, false),
    (embed.footer?.text || embed.timestamp) && make("p", { class: "small", dir: "auto" }, embed.footer?.text ?? "", embed.footer?.text && embed.timestamp ? " · " : "", embed.timestamp && timeElement(Date.parse(embed.timestamp), "f")),
  );
  if (embed.color !== undefined && embed.color !== null) {
    box.classList.add("accented");
    box.style.setProperty("--accent", `#${embed.color.toString(16).padStart(6, "0")}`);
  }
  return box;
}
