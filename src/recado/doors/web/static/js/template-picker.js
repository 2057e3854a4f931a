// <template-picker> shows the form of the chosen template and fills its preview while one types.
customElements.define("template-picker", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-template]");
      if (button) this.choose(button);
    });
    this.addEventListener("input", ({ target }) => {
      for (const mark of target.form?.querySelectorAll("mark[data-place]") || []) {
        if (mark.dataset.place === target.dataset.place) mark.textContent = target.value || target.dataset.place;
      }
    });
  }

  choose(button) {
    for (const other of this.querySelectorAll("[data-template]")) {
      other.setAttribute("aria-pressed", other === button);
      document.getElementById(other.dataset.template).hidden = other !== button;
    }
    document.getElementById(button.dataset.template).querySelector(".input")?.focus();
  }
});
