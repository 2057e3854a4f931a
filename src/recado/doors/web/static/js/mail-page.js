// <mail-page> shows a mail as it was sent: its frame is as high as the mail, pictures of others come when asked for.
customElements.define("mail-page", class extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("iframe");
    this.frame.onload = () => this.measure();
    const ask = this.querySelector("button");
    if (ask) {
      ask.onclick = () => {
        this.frame.src = ask.value;
        ask.remove();
        this.frame.focus();
      };
    }
  }

  // Nothing runs in the frame; it is measured from here, and once more when its pictures are there.
  measure() {
    const inside = this.frame.contentDocument;
    if (!inside?.body) return;
    this.frame.height = Math.min(2400, Math.max(60, inside.documentElement.scrollHeight));
    for (const picture of inside.images) if (!picture.complete) picture.onload = () => this.measure();
  }
});
