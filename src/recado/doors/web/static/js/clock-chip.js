// <clock-chip> counts working time down, and up once it is late; it stands still when the desk closes.
const chips = new Set();
setInterval(() => chips.forEach((chip) => chip.tick()), 10000);

customElements.define("clock-chip", class extends HTMLElement {
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

  tick() {
    if (!this.dataset.ends) return;
    const at = Math.min(Date.now(), new Date(this.dataset.until));
    const left = (new Date(this.dataset.ends) - at) / 1000;
    const words = this.querySelector("[data-words]");
    if (left >= 0) {
      words.textContent = recado.span(left);
      this.querySelector(".left")?.setAttribute("stroke-dasharray", `${(100 * left) / (Number(this.dataset.promised) || 1)} 100`);
    } else if (!this.classList.contains("is-late")) {
      this.closest("[data-watches]")?.dispatchEvent(new CustomEvent("refresh"));
    } else if (left <= -60) {
      words.textContent = `+${recado.span(left)}`;
    }
  }
});
