// <search-pane> moves through what was found by j, k and arrows, and finds its place again when one comes back to it.
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
    const step = { ArrowDown: 1, ArrowUp: -1, ...(recado.isTyping(event.target) ? {} : { j: 1, k: -1 }) }[event.key];
    if (!step || (!inside && recado.isTyping(event.target)) || (event.key.startsWith("Arrow") && event.target.closest("#work"))) return;
    const rows = this.rows;
    const from = rows.includes(document.activeElement) ? document.activeElement : inside ? null : this.querySelector("a.row[aria-current]");
    const next = rows.indexOf(from) + step;
    event.preventDefault();
    if (next < 0) return field.focus();
    rows[Math.min(next, rows.length - 1)]?.focus({ preventScroll: true });
    rows[Math.min(next, rows.length - 1)]?.scrollIntoView({ block: "nearest" });
  }

  empty(field) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
