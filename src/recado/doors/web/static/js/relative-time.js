// <relative-time> keeps "27 min" true; <count-down data-until> says how long something stays open.
const ticking = new Set();
setInterval(() => ticking.forEach((element) => element.tick()), 15000);

customElements.define("relative-time", class extends HTMLElement {
  connectedCallback() {
    ticking.add(this);
  }

  disconnectedCallback() {
    ticking.delete(this);
  }

  // From yesterday on the server's words stand.
  tick() {
    const time = this.querySelector("time");
    const at = new Date(time?.dateTime);
    const minutes = Math.floor((Date.now() - at) / 60000);
    if (Number.isNaN(minutes) || at.toDateString() !== new Date().toDateString()) return;
    if (minutes < 1) time.textContent = recado.say("now");
    else time.textContent = minutes < 60 ? recado.say("minutes", { n: minutes }) : recado.say("hours", { n: Math.floor(minutes / 60) });
  }
});

customElements.define("count-down", class extends HTMLElement {
  connectedCallback() {
    ticking.add(this);
  }

  disconnectedCallback() {
    ticking.delete(this);
  }

  tick() {
    const left = (new Date(this.dataset.until) - Date.now()) / 1000;
    if (left > 0) this.textContent = recado.span(left);
    else this.closest("[data-watches]")?.dispatchEvent(new CustomEvent("refresh"));
    this.closest(".window")?.classList.toggle("is-short", left < 3600);
  }
});
