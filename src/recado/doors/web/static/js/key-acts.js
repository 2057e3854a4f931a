// What keys and palette do in the browser itself, by name: moving, going back, undoing, sending.
recado.acts = {
  REACHED: "a.row, a[href], button, summary, select, textarea, input:not([type=hidden])",

  get list() {
    return document.querySelector("conversation-list, search-pane");
  },

  next: () => recado.acts.step(1),
  previous: () => recado.acts.step(-1),

  // Where no conversations stand, the rows of a table are walked, each by what opens it.
  step(by) {
    if (recado.acts.list) return recado.acts.list.move(by);
    const rows = [...document.querySelectorAll("main :is(.table tbody tr, .settings-rows > li)")].filter((row) => row.checkVisibility() && row.querySelector("a[href], button"));
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const opens = rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.querySelector("a[href], button");
    opens?.focus({ preventScroll: true });
    opens?.closest("tr, li").scrollIntoView({ block: "nearest" });
  },
  "open-next": () => recado.acts.list?.move(1)?.click(),
  "open-previous": () => recado.acts.list?.move(-1)?.click(),

  back() {
    const away = [...document.querySelectorAll("#talk-head a.only-phone, #search-away")].find((element) => element.checkVisibility());
    const row = document.querySelector("a.row[aria-current]") || document.querySelector("a.row");
    if (row?.checkVisibility()) row.focus();
    else away?.click();
  },

  reached: (part) => [...part.querySelectorAll(recado.acts.REACHED)].find((one) => one.checkVisibility()),

  // List, conversation, panel and again the list, the other way with Shift: at what is open there, or at its beginning.
  "next-part"(event) {
    const panes = document.querySelectorAll("#list, #talk, #side");
    const among = panes.length ? panes : document.querySelectorAll("main > nav, main > .page-head, main > .page-body, #setting, .dossier > *");
    const { reached, REACHED } = recado.acts;
    const parts = [...among].filter((part) => (part.id === "side" ? part.querySelector(REACHED) : part.checkVisibility() && reached(part)));
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const part = event.shiftKey ? parts.at(Math.max(at, 0) - 1) : parts[(at + 1) % parts.length];
    if (part?.id === "side") return recado.acts.side();
    recado.acts.uncover();
    const [open] = part?.querySelectorAll("a.row[aria-current], #flow") ?? [];
    (open || (part && reached(part)))?.focus();
  },

  // The panel stands beside the conversation, or lies over it once it is opened; whoever goes on leaves it closed.
  side() {
    const side = document.getElementById("side");
    if (side && !side.checkVisibility()) location.hash = "side";
    if (side) recado.acts.reached(side)?.focus();
  },

  uncover() {
    const away = location.hash === "#side" && document.querySelector("#side .pane-head a");
    if (away && away.checkVisibility()) away.click();
  },

  // Out of the text first, then out of what floats, then back to the list.
  escape(event) {
    const target = event.target;
    if (document.querySelector("dialog[open], :popover-open")) return;
    const isTyping = recado.isTyping(target);
    if (isTyping && target.closest("#composer")) return document.getElementById("flow")?.focus();
    if (isTyping) return recado.acts.leave(target);
    if (location.hash === "#side") return document.querySelector("#side .pane-head a")?.click();
    if (target.closest?.("#work")) recado.acts.back();
  },

  // To what keeps its form. What is edited in place is left by a button of its own; what one looks for is emptied first.
  leave(field) {
    if ((field.type === "search" && field.value) || field.form?.querySelector("[data-escape]")) return;
    const keeps = [...(field.form?.querySelectorAll("[type=submit]") ?? [])].find((button) => button.checkVisibility());
    (keeps || field.closest("[tabindex='-1']"))?.focus();
  },

  undo: () => [...document.querySelectorAll("leaving-soon:not(.is-gone) [data-undo], #toasts :is([hx-delete], [hx-put])")].filter((button) => button.checkVisibility()).at(-1)?.click(),

  search() {
    const field = document.getElementById("q");
    if (field?.checkVisibility()) field.select();
    else location.assign("/search");
  },

  sheet: () => recado.show(document.getElementById("keys")),
  palette: () => document.querySelector("command-palette")?.open(),

  send() {
    const form = document.activeElement?.form;
    const button = form?.querySelector("button[type=submit]:not(:disabled)");
    if (button) form.requestSubmit(button);
    return Boolean(button);
  },

  "copy-link": () => recado.copy(location.origin + location.pathname),

  "send-and-resolve"() {
    if (recado.acts.send()) recado.show(document.getElementById("resolve"));
  },
};

// A setting that is kept by Enter is left, too: what is pressed next is a key again, as `z`.
document.addEventListener("submit", ({ target, submitter }) => {
  if (submitter && target.closest("#setting") && target.contains(document.activeElement) && recado.isTyping(document.activeElement)) submitter.focus({ preventScroll: true });
});
