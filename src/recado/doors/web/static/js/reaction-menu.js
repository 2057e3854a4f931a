// <reaction-menu> is one for all messages: it opens beside the one that is reacted to and gives the chosen emoji to it.
customElements.define("reaction-menu", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", ({ newState }) => newState === "open" && this.querySelector("button").focus());
    this.addEventListener("beforetoggle", ({ newState, source }) => newState === "open" && (this.opener = source));
    this.addEventListener("click", ({ target }) => this.give(target.closest("[data-emoji]")?.dataset.emoji));
  }

  give(emoji) {
    if (emoji === undefined) return;
    const { react } = (this.opener || document.querySelector(":popover-open")).dataset;
    this.hidePopover();
    htmx.ajax(emoji ? "PUT" : "DELETE", react, { source: this, values: emoji ? { emoji } : {}, swap: "none" });
  }
});
