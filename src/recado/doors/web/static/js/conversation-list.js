// <conversation-list> moves by j and k, marks the row that is open, and stays as long as it was when it is fetched anew.
customElements.define("conversation-list", class extends HTMLElement {
  connectedCallback() {
    this.mark = () => {
      const here = location.pathname;
      for (const row of this.rows) {
        if (new URL(row.href).pathname === here) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    };
    this.keys = (event) => this.key(event);
    document.addEventListener("htmx:after:history:push", this.mark);
    document.addEventListener("keydown", this.keys);
    this.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
      if (ctx.sourceElement === this) ctx.request.body.set("shown", this.rows.length);
    });
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:history:push", this.mark);
    document.removeEventListener("keydown", this.keys);
  }

  get rows() {
    return [...this.querySelectorAll("a.row")];
  }

  key(event) {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || recado.isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const rows = this.rows;
    const from = rows.includes(document.activeElement) ? document.activeElement : this.querySelector("a.row[aria-current]");
    const next = rows[Math.min(Math.max(rows.indexOf(from) + step, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
  }
});
