// <tab-list> shows one of several panels; arrows move between the tabs, and the text of the chosen one gets the focus.
customElements.define("tab-list", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const tab = target.closest("[role=tab]");
      if (tab) this.choose(tab, true);
    });
    this.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const tabs = this.tabs;
      this.choose(tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length], false);
    });
  }

  get tabs() {
    return [...this.querySelectorAll("[role=tab]")];
  }

  choose(tab, write) {
    for (const other of this.tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    this.closest(".composer")?.classList.toggle("is-note", tab.dataset.kind === "note");
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    const shown = (selector) => [...panel.querySelectorAll(selector)].find((one) => one.checkVisibility());
    (write ? shown("textarea, rich-text") || shown("input:not([type=hidden])") || shown("[data-template]") || tab : tab).focus();
  }
});
