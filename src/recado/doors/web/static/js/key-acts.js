// What keys and palette do in the browser itself, by name: moving, going back, undoing, sending.
recado.acts = {
  get list() {
    return document.querySelector("conversation-list");
  },

  next: () => recado.acts.list?.move(1),
  previous: () => recado.acts.list?.move(-1),
  "open-next": () => recado.acts.list?.move(1)?.click(),
  "open-previous": () => recado.acts.list?.move(-1)?.click(),

  back() {
    const away = [...document.querySelectorAll("#talk-head a.only-phone, #search-away")].find((element) => element.checkVisibility());
    const row = document.querySelector("a.row[aria-current]") || document.querySelector("a.row");
    if (row?.checkVisibility()) row.focus();
    else away?.click();
  },

  // Out of the text first, then out of what floats, then back to the list.
  escape(event) {
    const target = event.target;
    if (document.querySelector("dialog[open], :popover-open")) return;
    if (target.matches?.("textarea, [contenteditable]")) return document.getElementById("flow")?.focus();
    if (recado.isTyping(target)) return;
    if (location.hash === "#side") return document.querySelector("#side .pane-head a")?.click();
    if (target.closest?.("#work")) recado.acts.back();
  },

  undo: () => [...document.querySelectorAll("leaving-soon:not(.is-gone) [data-undo], #toasts :is([hx-delete], [hx-put])")].filter((button) => button.checkVisibility()).at(-1)?.click(),

  search() {
    const field = document.getElementById("q");
    if (field?.checkVisibility()) field.select();
    else location.assign("/search");
  },

  sheet: () => document.getElementById("keys")?.showModal(),
  palette: () => document.querySelector("command-palette")?.open(),

  send() {
    const form = document.activeElement?.form;
    const button = form?.querySelector("button[type=submit]:not(:disabled)");
    if (button) form.requestSubmit(button);
    return Boolean(button);
  },

  "copy-link": () => recado.copy(location.origin + location.pathname),

  "send-and-resolve"() {
    if (recado.acts.send()) document.getElementById("resolve")?.showModal();
  },
};
