// <message-jump for="message-7"> brings a message into view, gives it the focus and lets it be seen for a moment.
const SETTLING = 1500;

customElements.define("message-jump", class extends HTMLElement {
  connectedCallback() {
    customElements.whenDefined("thread-passages").then(() => this.jump());
  }

  jump() {
    const message = this.closest("thread-passages")?.find(this.getAttribute("for"));
    this.remove();
    if (!message) return;
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    message.classList.add("is-sought");
    message.addEventListener("animationend", ({ animationName }) => animationName === "sought" && message.classList.remove("is-sought"));
    this.hold(message);
  }

  // What stands round it still finds its size: the message stays in the middle until then, or until a hand moves it.
  hold(message) {
    const show = () => message.scrollIntoView({ block: "center" });
    const sizes = new ResizeObserver(show);
    for (const element of [message.closest(".flow"), message.closest(".thread")]) if (element) sizes.observe(element);
    const still = new AbortController();
    const stop = () => {
      sizes.disconnect();
      still.abort();
    };
    for (const name of [...recado.BY_HAND, "click"]) document.addEventListener(name, stop, { passive: true, signal: still.signal });
    setTimeout(stop, SETTLING);
    show();
    requestAnimationFrame(() => requestAnimationFrame(() => still.signal.aborted || show()));
  }
});
