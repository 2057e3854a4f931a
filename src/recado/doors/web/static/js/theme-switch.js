// <theme-switch> turns light into dark and back, or takes one of three by name; the desk keeps it for all devices, and
// a cookie for the door.
customElements.define("theme-switch", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) recado.turn(button.value);
    });
  }
});

recado.turn = (wanted) => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = wanted || (dark ? "light" : "dark");
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `theme=${theme === "system" ? "" : theme}; path=/; max-age=31536000; samesite=lax`;
  for (const button of document.querySelectorAll("theme-switch button[value]")) button.setAttribute("aria-pressed", button.value === theme);
  const address = document.querySelector("theme-switch[data-to]")?.dataset.to;
  if (address) recado.prefer(address, theme);
};

// The language changes in place: back to where one is by now.
document.addEventListener("submit", ({ target }) => {
  const here = target.querySelector("[data-here]");
  if (here) here.value = location.pathname + location.search;
});
