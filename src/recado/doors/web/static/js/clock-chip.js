// <clock-chip> counts working time down, and up once it is late; it stands still when the desk closes.
const chips = new Set();
setInterval(() => chips.forEach((chip) => chip.tick()), 10000);

customElements.define("clock-chip", class extends HTMLElement {
  static observedAttributes = ["data-left", "data-until"];

  connectedCallback() {
    chips.add(this);
    this.button = this.closest("button[popovertarget]");
    if (this.button) this.button.onpointerenter = (event) => event.pointerType === "mouse" && this.audit(true);
    if (this.button) this.button.onpointerleave = () => this.audit(false);
    if (this.button) this.button.onfocus = () => this.button.matches(":focus-visible") && this.audit(true);
    if (this.button) this.button.onblur = () => this.audit(false);
  }

  // Its audit opens by a look and by focus, too, and closes when one looks away.
  audit(wanted) {
    const popover = document.getElementById(this.button.getAttribute("popovertarget"));
    clearTimeout(this.look);
    this.look = setTimeout(() => popover?.matches(wanted ? ":not(:popover-open)" : ":popover-open:not(:hover)") && popover.togglePopover({ source: this.button }), 250);
  }

  disconnectedCallback() {
    chips.delete(this);
  }

  attributeChangedCallback() {
    this.since = Date.now();
    this.share = parseFloat(this.querySelector(".left")?.getAttribute("stroke-dasharray")) || 0;
  }

  tick() {
    if (!this.dataset.left) return;
    const until = Math.min(Date.now(), new Date(this.dataset.until).getTime());
    const left = Number(this.dataset.left) - Math.max(0, until - this.since) / 1000;
    const words = this.querySelector("[data-words]");
    if (left >= 0) {
      words.textContent = recado.span(left);
      this.querySelector(".left")?.setAttribute("stroke-dasharray", `${(this.share * left) / (Number(this.dataset.left) || 1)} 100`);
    } else if (!this.classList.contains("is-late")) {
      this.closest("[data-watches]")?.dispatchEvent(new CustomEvent("refresh"));
    } else if (left <= -60) {
      words.textContent = `+${recado.span(left)}`;
    }
  }
});
