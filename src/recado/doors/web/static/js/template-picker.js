// <template-picker> finds a template by its words, moves along the list by arrows, and fills the preview while one types.
customElements.define("template-picker", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-template]");
      if (button) this.choose(button, true);
    });
    this.addEventListener("input", ({ target }) => (target.matches("[data-search]") ? this.search(target.value) : this.fill(target)));
    this.addEventListener("keydown", (event) => this.move(event));
  }

  get shown() {
    return [...this.querySelectorAll("li:not([hidden]) [data-template]")];
  }

  // Accents and capitals do not matter, nor does the order of the words.
  search(words) {
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(words).split(/\s+/);
    for (const button of this.querySelectorAll("[data-template]")) {
      const said = plain(button.dataset.words);
      button.closest("li").hidden = !wanted.every((word) => said.includes(word));
    }
    const { shown } = this;
    this.querySelector("[data-none]").hidden = shown.length > 0;
    if (shown.length && !shown.some((button) => button.ariaPressed === "true")) this.choose(shown[0], false);
  }

  fill(input) {
    for (const mark of input.form?.querySelectorAll("mark[data-place]") || []) {
      if (mark.dataset.place === input.dataset.place) mark.textContent = input.value || input.dataset.place;
    }
  }

  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const searches = event.target.matches("[data-search]");
    if (event.key === "Enter" && searches) {
      event.preventDefault();
      this.shown[0]?.click();
    }
    if (!step || !(searches || event.target.matches("[data-template]"))) return;
    event.preventDefault();
    const { shown } = this;
    const next = shown[searches ? 0 : (shown.indexOf(event.target) + step + shown.length) % shown.length];
    next?.focus();
    if (next) this.choose(next, false);
  }

  choose(button, write) {
    for (const other of this.querySelectorAll("[data-template]")) {
      other.setAttribute("aria-pressed", other === button);
      document.getElementById(other.dataset.template).hidden = other !== button;
    }
    const form = document.getElementById(button.dataset.template);
    if (write) (form.querySelector(".input") || form.querySelector("[type=submit]"))?.focus();
  }
});
