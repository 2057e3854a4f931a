// <quiet-toast> leaves by itself: sooner when it only tells, later when it offers to undo, never under the pointer.
customElements.define("quiet-toast", class extends HTMLElement {
  connectedCallback() {
    this.since = performance.now();
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-close]")) this.remove();
      else if (target.closest("button")) this.hidden = true;
    });
    this.addEventListener("htmx:finally:request", () => this.remove());
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.addEventListener("pointerleave", () => this.count());
    this.count();
  }

  count() {
    this.timer = setTimeout(() => (this.matches(":focus-within") ? this.count() : this.remove()), this.querySelector("[hx-delete], [hx-put]") ? 12000 : 6000);
  }
});
