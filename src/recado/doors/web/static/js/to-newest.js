// <to-newest> keeps still what one reads while messages come above and below it, says how many came, and leads to them.
const FAR_UP = 160;

customElements.define("to-newest", class extends HTMLElement {
  connectedCallback() {
    this.flow = document.getElementById("flow");
    this.button = this.querySelector("button");
    this.known = new Set(this.heard);
    this.on = new AbortController();
    const { signal } = this.on;
    this.flow.addEventListener("scroll", () => this.show(), { passive: true, signal });
    document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => (this.held = ctx.sourceElement?.matches?.("#composer form") ? this.end() : this.hold()), { signal });
    document.addEventListener("htmx:after:swap", () => this.settle(), { signal });
    this.button.addEventListener("click", () => this.go(), { signal });
    this.settle();
  }

  disconnectedCallback() {
    this.on.abort();
    this.arrive();
  }

  get heard() {
    return [...document.querySelectorAll("#latest .turn:not(.is-house) .bubble")].map(({ id }) => id);
  }

  get away() {
    return this.flow.scrollTop < -FAR_UP; // the flow is counted from its end
  }

  // What one reads: the first thing that shows; nothing at the end, where one stays at the end, and on the way there.
  hold() {
    if (this.going || this.flow.scrollTop > -2) return null;
    const { top } = this.flow.getBoundingClientRect();
    const shows = (element) => element.getBoundingClientRect().bottom > top;
    const first = [...this.flow.querySelectorAll(".bubble[id], .note[id], .event[id]")].find(shows);
    return first && { id: first.id, at: first.getBoundingClientRect().top };
  }

  // Who has written something looks at it.
  end() {
    this.flow.scrollTop = 0;
    return null;
  }

  settle() {
    if (!this.isConnected) return;
    this.single();
    const element = this.held && document.getElementById(this.held.id);
    if (element) this.flow.scrollTop += element.getBoundingClientRect().top - this.held.at;
    this.held = null;
    this.show();
  }

  // A day and a case are named once, however many pages they lie on.
  single() {
    const last = {};
    for (const mark of this.flow.querySelectorAll(".day, .case-mark:has(a)")) {
      const kind = mark.matches(".day") ? "day" : "case";
      const said = kind === "day" ? mark.id : mark.querySelector("a").pathname;
      if (last[kind] === said) mark.remove();
      last[kind] = said;
    }
  }

  show() {
    if (!this.away) this.known = new Set(this.heard);
    const fresh = this.away ? this.heard.filter((id) => !this.known.has(id)).length : 0;
    const count = this.querySelector(".count");
    this.button.hidden = !this.away;
    count.hidden = !fresh;
    count.textContent = fresh || "";
    count.title = fresh ? recado.say("new_below", { n: fresh }) : "";
  }

  // Who wants the newest gets there, whatever unfolds, arrives or finds its size on the way, unless a hand moves him.
  go() {
    this.arrive();
    this.held = null;
    this.going = new AbortController();
    const { signal } = this.going;
    this.flow.addEventListener("scrollend", () => this.arrive(), { signal });
    for (const name of recado.BY_HAND) document.addEventListener(name, () => this.stray(), { passive: true, signal });
    this.flow.scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.flow.focus({ preventScroll: true });
  }

  arrive() {
    if (this.going && this.isConnected) this.flow.scrollTop = 0;
    this.stray();
  }

  stray() {
    this.going?.abort();
    this.going = null;
  }
});

// A quoted message is led to where it stands on the page; one that does not is fetched by the link itself.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".quoted a[data-message]");
  const message = link?.closest("thread-passages").find(link.dataset.message);
  if (!message || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const jump = document.createElement("message-jump");
  jump.setAttribute("for", message.id);
  message.closest(".thread").append(jump);
});
