// <busy-work> says that what its button began is running: its other words, no second press, and told to listeners.
customElements.define("busy-work", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.words = this.button.querySelector("span");
    this.usual = this.words.textContent;
    this.addEventListener("click", (event) => this.isBusy && (event.preventDefault(), event.stopImmediatePropagation()), true);
    this.addEventListener("htmx:before:request", () => this.turn(true));
    this.addEventListener("htmx:finally:request", () => this.turn(false));
  }

  // Not `disabled`, which would take the focus away from who pressed it.
  turn(isBusy) {
    this.isBusy = isBusy;
    this.button.setAttribute("aria-disabled", isBusy);
    this.button.setAttribute("aria-busy", isBusy);
    this.words.textContent = isBusy ? this.dataset.words : this.usual;
    if (isBusy) recado.announce(this.dataset.words);
  }
});
