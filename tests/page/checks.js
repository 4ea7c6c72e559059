// What stands in somebody's way: a list of sentences, empty when nothing does.
() => {
  const findings = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const box = (element) => element.getBoundingClientRect();
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box(element).width > 1 && !element.closest("[inert], .unseen");
  const called = (element) => `<${element.tagName.toLowerCase()}${element.id ? ` #${element.id}` : ""}${element.className ? ` .${String(element.className).trim().replaceAll(/\s+/g, ".")}` : ""}> “${element.textContent.trim().slice(0, 40)}”`;
  const unless = (true_, sentence) => true_ || findings.push(sentence);

  // Structure
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) findings.push(`the id ${id} stands twice`);
  unless(document.documentElement.lang, "the page has no language");
  unless(document.title, "the page has no title");
  unless(all("body > header").length === 1, "there is no one banner");
  unless(all("main").length === 1, "there is no one main part");
  unless(all("nav[aria-label]").length === 1, "there is no one navigation with a name");
  unless(all('[aria-live="polite"]').length >= 1, "nothing speaks of new messages");
  unless(all("h1").length === 1, "there is no one h1");
  for (const element of all("[tabindex]")) unless(element.tabIndex <= 0, `${called(element)} jumps the queue of Tab`);
  for (const element of all("ul > *, ol > *")) unless(element.matches("li"), `${called(element)} stands in a list and is no item`);
  for (const element of all("[role=option]")) unless(element.closest("[role=listbox]"), `${called(element)} is in no list`);
  for (const element of all("[role^=menuitem]")) unless(element.closest("[role=menu]"), `${called(element)} is in no menu`);
  for (const element of all("img")) unless(element.hasAttribute("alt"), `${called(element)} has no alternative text`);
  for (const name of ["aria-labelledby", "aria-describedby", "aria-activedescendant"]) {
    for (const element of all(`[${name}]`)) for (const id of element.getAttribute(name).split(/\s+/)) unless(document.getElementById(id), `${called(element)} refers to ${id}, which is not there`);
  }

  // Headings
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter((each) => each.checkVisibility())) {
    const level = Number(heading.tagName[1]);
    unless(level <= before + 1, `${called(heading)} skips a level after h${before}`);
    before = level;
  }

  // Targets: 24 by 24 pixels, except within a line of text.
  for (const element of all("button, a[href], input, textarea, [role=option], [role^=menuitem]").filter(visible)) {
    const { width, height } = box(element);
    const inText = getComputedStyle(element).display === "inline";
    unless(inText || (width >= 23.5 && height >= 23.5) || element.closest(".by h3"), `${called(element)} is only ${Math.round(width)} by ${Math.round(height)} pixels`);
  }

  // Contrast
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([r1, g1, b1, a1], [r2, g2, b2]) => [r1 * a1 + r2 * (1 - a1), g1 * a1 + g2 * (1 - a1), b1 * a1 + b2 * (1 - a1), 1];
  const background = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(rgba(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), rgba("Canvas"));
  };
  const light = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !visible(element) || element.closest(":disabled, [aria-disabled=true], .spoiler:not(.shown), [inert], .skip, .emoji")) continue;
    const style = getComputedStyle(element);
    const below = background(element);
    const [one, other] = [light(over(rgba(style.color), below)), light(below)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    unless(ratio >= least, `${called(element)} has a contrast of ${ratio.toFixed(2)}`);
  }

  // Reflow
  unless(document.scrollingElement.scrollWidth <= innerWidth, "the page is wider than the window");
  for (const element of all(".scroller")) unless(element.scrollWidth <= element.clientWidth + 1, `${called(element)} scrolls sideways`);
  return [...new Set(findings)];
};
