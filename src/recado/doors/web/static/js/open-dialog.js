// <open-dialog> shows the dialogue that was fetched into it; closed, it leaves, and the focus is where it came from.
customElements.define("open-dialog", class extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const before = document.activeElement;
    recado.show(dialog);
    dialog.querySelector("[autofocus]")?.focus();
    dialog.addEventListener("close", () => {
      this.remove();
      if (before?.isConnected) before.focus();
    });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
  }
});
