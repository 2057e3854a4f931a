// <search-pane> moves through what was found by arrows, and by the keys of the list, and finds its place again when one comes back to it.
const FIELD = "#q";

customElements.define("search-pane", class extends HTMLElement {
  connectedCallback() {
    this.mark = () => this.marked();
    this.keys = (event) => this.key(event);
    document.addEventListener("htmx:after:history:push", this.mark);
    document.addEventListener("keydown", this.keys);
    this.addEventListener("scroll", () => this.remember(), { capture: true, passive: true });
    this.addEventListener("htmx:after:swap", () => this.marked());
    this.restore();
    this.marked();
    const field = this.querySelector(FIELD);
    if (field?.hasAttribute("autofocus")) field.setSelectionRange(field.value.length, field.value.length);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:history:push", this.mark);
    document.removeEventListener("keydown", this.keys);
  }

  get rows() {
    return [...this.querySelectorAll("a.row")];
  }

  get place() {
    return `search:${this.querySelector(FIELD).value}`;
  }

  remember() {
    sessionStorage.setItem(this.place, this.querySelector("#results").scrollTop);
  }

  restore() {
    const top = Number(sessionStorage.getItem(this.place));
    if (top) requestAnimationFrame(() => this.querySelector("#results")?.scrollTo({ top }));
  }

  marked() {
    const here = location.pathname + location.search;
    for (const row of this.rows) {
      if (row.getAttribute("href") === here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], .menu:popover-open")) return;
    const field = this.querySelector(FIELD);
    const inside = event.target === field;
    if (inside && event.key === "Escape") {
      event.preventDefault();
      if (field.value) this.empty(field);
      else document.getElementById("search-away").click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (!inside && recado.isTyping(event.target)) || event.target.closest("#work")) return;
    event.preventDefault();
    if (step < 0 && event.target === this.rows[0]) field.focus();
    else this.move(step);
  }

  // So many rows on from the one with the focus, else from the open one. The table of keys calls it.
  move(step) {
    const field = this.querySelector(FIELD);
    const rows = this.rows;
    const here = document.activeElement;
    const from = here === field ? null : rows.includes(here) ? here : this.querySelector("a.row[aria-current]");
    const place = rows.indexOf(from) + step;
    const next = rows[Math.min(place, rows.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
    return next;
  }

  empty(field) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
