// Keys for the whole desk: r n a e press what carries them, ? shows the sheet, Ctrl+Enter sends, Esc leaves the text.
const PRESSED = { r: "[data-key=r]", n: "[data-key=n]", a: "#assign-button", l: "#label-button", f: "#follow-button", e: "#resolve-button" };

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button[type=submit]"));
  }
  if (event.key === "Escape" && event.target.matches?.("textarea")) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || recado.isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") document.getElementById("keys")?.showModal();
  const pressed = document.querySelector(PRESSED[event.key] || ".none-such");
  if (pressed) {
    event.preventDefault();
    pressed.click();
  }
});

// Where the browser does not know invoker commands yet.
if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", ({ target }) => {
  const button = target.closest("[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (button?.getAttribute("command") === "show-modal") dialog?.showModal();
  if (button?.getAttribute("command") === "close") dialog?.close();
});

// Arrows move within an open menu.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const menu = document.querySelector(".menu:popover-open");
  if (!step || !menu) return;
  const items = [...menu.querySelectorAll(".menu-item, .tool")].filter((item) => item.offsetParent !== null);
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  event.preventDefault();
});
