// <house-look> lets the page that stands show the name and accent just saved or taken back.
customElements.define("house-look", class extends HTMLElement {
  connectedCallback() {
    const { accent, called } = this.dataset;
    if (accent === "petrol") delete document.documentElement.dataset.accent;
    else document.documentElement.dataset.accent = accent;
    const [place] = document.title.split(" · ");
    document.title = `${place} · ${called}`;
  }
});
