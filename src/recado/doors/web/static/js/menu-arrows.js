// Arrows, Home and End move within an open menu; what opens a dialogue works where the browser knows no invoker commands.
document.addEventListener("keydown", (event) => {
  const menu = [...document.querySelectorAll(".menu:popover-open")].at(-1);
  if (!menu || event.defaultPrevented || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const items = [...menu.querySelectorAll(".menu-item, .tool, .pills button")].filter((item) => item.checkVisibility());
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: (at + 1) % items.length, ArrowUp: (Math.max(at, 0) - 1 + items.length) % items.length, Home: 0, End: items.length - 1 };
  items[next[event.key]]?.focus();
  event.preventDefault();
});

if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", ({ target }) => {
  const button = target.closest("[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (button?.getAttribute("command") === "show-modal") recado.show(dialog);
  if (button?.getAttribute("command") === "close") dialog?.close();
});

// An entry of a menu that stands for a button elsewhere: the menu leaves first.
document.addEventListener("click", ({ target }) => {
  const entry = target.closest("[popover] [data-press], [popover] a.menu-item");
  entry?.closest("[popover]").hidePopover();
  if (entry?.dataset.press) document.querySelector(entry.dataset.press)?.click();
});
