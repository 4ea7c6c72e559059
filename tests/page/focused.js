// What has the focus, and whether that can be seen.
() => {
  const held = document.activeElement;
  const ring = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const byNeighbour = held.matches(".file-input") && ring(held.nextElementSibling);
  const byFrame = held.matches(".write") && getComputedStyle(held.closest(".write-row")).boxShadow !== "none";
  const name = held.getAttribute("aria-label") || held.textContent.trim() || held.id;
  return { name, body: held === document.body, shown: ring(held) || byNeighbour || byFrame };
};
