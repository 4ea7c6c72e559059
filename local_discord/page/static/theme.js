// Dark or light: as the system has it, until somebody chooses.

const KEY = "theme";
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser may keep nothing for this page
  }
}

const chosen = kept();
if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

export const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

export function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(KEY, root.dataset.theme);
  } catch {
    // Then it holds until the page is left.
  }
}
