// <open-dialog> shows the dialogue that was fetched into it; closed, it leaves, and the focus is where it came from.
// Drawn anew while it is open, as when somebody chose in it, it still came from the same place.
let cameFrom = null;

customElements.define("open-dialog", class extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const here = document.activeElement;
    if (here !== document.body && !here.closest("dialog")) cameFrom = here;
    const before = cameFrom;
    recado.show(dialog);
    dialog.querySelector("[autofocus]")?.focus();
    dialog.addEventListener("close", () => {
      cameFrom = null;
      this.remove();
      if (before?.isConnected) before.focus();
    });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
  }
});
