// <list-pages> is a list without an end: it fetches anew what is on the screen and what comes next, and folds what is far.
const NEAR = 900;
const FAR = 6000;

customElements.define("list-pages", class extends HTMLElement {
  connectedCallback() {
    this.asking = [];
    this.addEventListener("scroll", () => (this.later ||= setTimeout(() => this.settle(), 60)), { passive: true });
    this.addEventListener("refresh", () => this.stale());
    this.addEventListener("htmx:config:request", (event) => this.mine(event) && this.list(event.detail.ctx.request.body));
    this.addEventListener("htmx:after:swap", (event) => this.mine(event) && this.single());
    this.addEventListener("htmx:finally:request", (event) => this.mine(event) && this.done(event.detail.ctx));
    this.settled = () => this.settle();
    document.addEventListener("htmx:after:history:push", this.settled);
    addEventListener("resize", this.settled);
    this.trouble?.querySelector("[data-again]").addEventListener("click", () => this.stale());
    requestAnimationFrame(this.settled);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:history:push", this.settled);
    removeEventListener("resize", this.settled);
  }

  mine({ detail }) {
    return detail.ctx.sourceElement === this;
  }

  get pages() {
    return [...this.querySelectorAll(":scope > .stretch")];
  }

  get trouble() {
    return this.closest(".list")?.querySelector("[data-trouble]");
  }

  // Something changed: what is on the screen is fetched now, the rest when one comes to it.
  stale() {
    this.failed = false;
    for (const page of this.pages) if (!page.matches(".is-waiting, .is-folded")) page.classList.add("is-stale");
    this.settle();
  }

  settle() {
    clearTimeout(this.later);
    this.later = 0;
    if (!this.isConnected || !this.checkVisibility()) return;
    const box = this.getBoundingClientRect();
    const wanted = [];
    for (const page of this.pages) {
      const { top, bottom } = page.getBoundingClientRect();
      const away = Math.max(box.top - bottom, top - box.bottom, 0);
      if (away < (page.matches(".is-stale") ? 40 : NEAR) && page.matches(".is-stale, .is-waiting, .is-folded")) wanted.push(page);
      else if (away > FAR && !page.matches(".is-waiting, .is-folded") && !page.querySelector(":focus, [aria-current]")) recado.fold(page);
    }
    if (wanted.length && !this.asking.length && !this.failed) this.fetch(wanted.slice(0, 4));
  }

  fetch(pages) {
    this.asking = pages;
    this.classList.toggle("is-filling", pages.some((page) => page.matches(".is-waiting, .is-folded")));
    this.dispatchEvent(new CustomEvent("fetch"));
  }

  list(body) {
    for (const page of this.asking) {
      body.append("page", `${page.dataset.after}~${page.dataset.until}`);
      page.classList.remove("is-stale");
    }
    // The open row keeps its place, and is fetched anew though these pages hold it no more.
    const open = this.querySelector("a.row[aria-current]")?.closest("li[id^=case-]");
    if (this.asking.includes(open?.parentElement)) body.append("kept", open.id.slice("case-".length));
  }

  // Who moved into a page that is fresh stands no longer in one that is not.
  single() {
    const fresh = new Set(this.asking.map((page) => page.id));
    const seen = new Map();
    for (const row of this.querySelectorAll(".stretch > li[id]")) {
      const other = seen.get(row.id);
      if (other) (fresh.has(other.parentElement.id) ? row : other).remove();
      if (!other || !other.isConnected) seen.set(row.id, row);
    }
  }

  done(ctx) {
    const answered = ctx.response && ctx.response.status < 400;
    if (!answered) for (const page of this.asking) page.classList.toggle("is-stale", !page.matches(".is-waiting, .is-folded"));
    this.asking = [];
    this.failed = !answered;
    this.classList.remove("is-filling");
    if (this.trouble) this.trouble.hidden = answered;
    this.settle();
  }
});
