// <two-drafts> shows what another device wrote at the same time; what one takes is typed, so that the browser can undo it.
customElements.define("two-drafts", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-take], [data-both], [data-mine]");
      if (button) this.choose(button, button.closest(".twice").querySelector("[data-other]").textContent);
    });
  }

  choose(button, other) {
    const keeper = this.closest("draft-keeper");
    const { text } = keeper;
    text.focus();
    if (button.matches("[data-take]")) text.select();
    else text.setSelectionRange(text.value.length, text.value.length);
    if (!button.matches("[data-mine]")) document.execCommand("insertText", false, button.matches("[data-both]") ? `\n\n${other}` : other);
    this.replaceChildren();
    keeper.keep(true);
  }
});
