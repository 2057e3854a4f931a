// <conversation-list> moves by j and k, marks the row that is open, and keeps still what one looks at while rows come and go.
const STEADY = 3000;

customElements.define("conversation-list", class extends HTMLElement {
  connectedCallback() {
    this.mark = () => this.marked();
    document.addEventListener("htmx:after:history:push", this.mark);
    this.addEventListener("pointermove", ({ target, pointerType }) => {
      this.pointed = pointerType === "mouse" ? { row: target.closest("li[id]"), at: Date.now() } : null;
    });
    this.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
      if (ctx.sourceElement !== this.pages) return;
      this.pin(tasks);
      this.held = this.hold();
    });
    this.addEventListener("htmx:after:swap", () => this.point() || this.restore());
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:history:push", this.mark);
  }

  get pages() {
    return this.querySelector("list-pages");
  }

  get rows() {
    return [...this.querySelectorAll("a.row")];
  }

  point() {
    for (const row of this.rows) {
      if (new URL(row.href).pathname === location.pathname) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  marked() {
    this.point();
    if (this.displaced) this.pages?.dispatchEvent(new CustomEvent("refresh"));
    this.displaced = false;
  }

  // The open row keeps its place, though it belongs elsewhere by now or to another view; once one moves on, it goes.
  // The answer hands it as it is now; what is out of sight, as a deleted case, stays as it was.
  pin(tasks) {
    const open = this.querySelector("a.row[aria-current]")?.closest("li[id]");
    const fragments = tasks.map((task) => task.fragment).filter(Boolean);
    const handed = this.handed(tasks);
    if (!open) return;
    const found = fragments.flatMap((fragment) => [...fragment.querySelectorAll(`#${open.id}`)]);
    const page = fragments.map((fragment) => fragment.querySelector(`#${CSS.escape(open.parentElement.id)}`)).find(Boolean);
    if (!page) return found.forEach((row) => row.remove());
    const fresh = found[0] || (handed?.id === open.id ? handed : open.cloneNode(true));
    fresh.classList.toggle("is-leaving", !found.length);
    let before = open.previousElementSibling;
    while (before && !page.querySelector(`:scope > #${before.id}`)) before = before.previousElementSibling;
    const place = before ? page.querySelector(`:scope > #${before.id}`) : null;
    if (!found.length || fresh.previousElementSibling !== place) this.displaced = true;
    found.forEach((row) => row.remove());
    if (place) place.after(fresh);
    else page.prepend(fresh);
  }

  // The row that no page of the answer holds, taken out of it: it has no place of its own in the list.
  handed(tasks) {
    const row = tasks.find(({ target }) => target?.id === "leaving")?.fragment?.querySelector("li[id]");
    row?.remove();
    return row;
  }

  // What one looks at: the row with the focus, the row under a pointer that moved just now, else the first that shows.
  hold() {
    const top = this.pages.getBoundingClientRect().top;
    const shows = (row) => row?.isConnected && row.getBoundingClientRect().bottom > top;
    const focused = document.activeElement.closest?.("#rows li[id]");
    const pointed = this.pointed && Date.now() - this.pointed.at < STEADY ? this.pointed.row : null;
    const first = () => this.pages.scrollTop > 0 && [...this.pages.querySelectorAll(".stretch > li[id]")].find(shows);
    const row = [focused, pointed].find(shows) || first();
    return row ? { id: row.id, at: row.getBoundingClientRect().top } : null;
  }

  restore() {
    const row = this.held && document.getElementById(this.held.id);
    if (row) this.pages.scrollTop += row.getBoundingClientRect().top - this.held.at;
    this.held = null;
  }

  // The row so many steps from the one with the focus, else from the open one; the table of keys calls it.
  near(step) {
    const rows = this.rows;
    const from = rows.includes(document.activeElement) ? document.activeElement : this.querySelector("a.row[aria-current]");
    return rows[Math.min(Math.max(rows.indexOf(from) + step, 0), rows.length - 1)];
  }

  move(step) {
    const next = this.near(step);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
    return next;
  }
});
