// Light or dark: the system's choice, unless a reader chose the other one here.
// Loaded before the page is drawn, so that it never flashes in the wrong colours.

(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };

  const store = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch { /* without storage the choice lasts as long as the page */ }
  };

  const show = (chosen) => {
    const ofSystem = system.matches ? "dark" : "light";
    root.dataset.scheme = chosen || ofSystem;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
  };

  show(stored());
  system.addEventListener("change", () => show(stored()));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const other = root.dataset.scheme === "dark" ? "light" : "dark";
      const chosen = (other === "dark") === system.matches ? null : other;
      store(chosen);
      show(chosen);
    });
  });
})();
