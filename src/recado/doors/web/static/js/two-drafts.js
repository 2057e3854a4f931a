// <two-drafts> shows what another device wrote at the same time; what one takes is typed, so that the browser can undo it.
customElements.define("two-drafts", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-take], [data-both], [data-mine]");
      if (button) this.choose(button, button.closest(".twice").querySelector("[data-other]"));
    });
  }

  choose(button, other) {
    const keeper = this.closest("draft-keeper");
    const { text } = keeper;
    text.focus();
    if (button.matches("[data-take]")) text.select();
    else recado.toEnd(text);
    const words = text.put ? other.innerHTML : other.textContent;
    const wanted = button.matches("[data-both]") ? `${text.gap ?? "\n\n"}${words}` : words;
    if (button.matches("[data-mine]")) text.focus();
    else if (text.put) text.put(wanted);
    else document.execCommand("insertText", false, wanted);
    this.replaceChildren();
    keeper.keep(true);
  }
});
