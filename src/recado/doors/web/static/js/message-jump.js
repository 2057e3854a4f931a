// <message-jump for="message-7"> brings a message into view, gives it the focus and lets it be seen for a moment.
customElements.define("message-jump", class extends HTMLElement {
  connectedCallback() {
    const message = document.getElementById(this.getAttribute("for"));
    this.remove();
    if (!message) return;
    const show = () => message.scrollIntoView({ block: "center" });
    show();
    requestAnimationFrame(show);
    document.fonts?.ready.then(show);
    message.tabIndex = -1;
    if (!document.activeElement?.closest("search-pane") || matchMedia("(width < 720px)").matches) message.focus({ preventScroll: true });
    message.classList.add("is-sought");
    message.addEventListener("animationend", ({ animationName }) => animationName === "sought" && message.classList.remove("is-sought"));
  }
});
