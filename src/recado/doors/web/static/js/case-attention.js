// <case-attention> says that one is at a case, looking or writing, and shows who else is: faces in the head, words above
// the composer. Pages that nobody sees say nothing; what one hears holds for some seconds and fades by itself.
const BEAT = 22000;
const TYPING = 4000;
const IDLE = 6000;
const TAB = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

customElements.define("case-attention", class extends HTMLElement {
  connectedCallback() {
    this.doing = "looking";
    this.heard = null;
    this.on = new AbortController();
    const { signal } = this.on;
    document.addEventListener("own", ({ detail }) => this.own(detail), { signal });
    document.addEventListener("visitor", ({ detail }) => this.visitor(detail), { signal });
    document.addEventListener("input", ({ target }) => this.writes(target), { signal });
    document.addEventListener("submit", ({ target }) => target.closest("#composer") && this.turn("looking"), { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.beat()), { signal });
    document.addEventListener("htmx:after:swap", () => this.show(), { signal });
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.beat(), { signal });
    this.pulse = setInterval(() => this.beat(), BEAT);
    this.beat();
  }

  disconnectedCallback() {
    this.on.abort();
    clearInterval(this.pulse);
    for (const timer of [this.idle, this.fading, this.gone]) clearTimeout(timer);
    this.leave();
  }

  own(changes) {
    const mine = Number(this.dataset.case);
    if (!changes || changes.some(([number, , name]) => name === "own.attention" && number === mine)) this.beat();
  }

  // His browser says it every five seconds while he writes.
  visitor(changes) {
    if (!changes.some(([number]) => number === Number(this.dataset.case))) return;
    const line = this.querySelector(".typing.is-visitor");
    const turn = (hidden) => {
      line.hidden = hidden;
      this.quiet();
    };
    turn(false);
    clearTimeout(this.gone);
    this.gone = setTimeout(turn, 7000, true);
  }

  writes(text) {
    if (!text.matches?.("#composer :is(textarea, rich-text)")) return;
    const doing = text.closest("#note") ? "noting" : "typing";
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.turn("looking"), IDLE);
    if (!text.value.trim()) this.turn("looking");
    else if (doing !== this.doing || Date.now() - this.last > TYPING) this.turn(doing);
  }

  turn(doing) {
    if (doing === "looking" && this.doing === "looking") return;
    this.doing = doing;
    this.beat();
  }

  async beat() {
    if (document.hidden) return;
    this.last = Date.now();
    try {
      const answer = await fetch(this.dataset.at, this.said("PUT"));
      this.heard = answer.ok ? await answer.json() : null;
    } catch {
      this.heard = null;
    }
    if (this.isConnected) this.show();
    clearTimeout(this.fading);
    if (this.heard?.left && this.isConnected) this.fading = setTimeout(() => this.fade(), this.heard.left * 1000 + 200);
  }

  // Nobody renewed what was heard: it no longer holds, whether or not the desk can be reached.
  fade() {
    this.heard = null;
    this.show();
    this.beat();
  }

  leave() {
    this.heard = null;
    fetch(`${this.dataset.at}?tab=${TAB}`, { ...this.said("DELETE"), body: undefined, keepalive: true }).catch(() => {});
  }

  said(method) {
    const headers = { ...recado.headers, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
    return { method, headers, body: new URLSearchParams({ tab: TAB, doing: this.doing }) };
  }

  show() {
    const { faces = [], said = "", writing = "" } = this.heard || {};
    const line = this.querySelector(".typing");
    const writer = faces.find(({ writes }) => writes);
    line.hidden = !writing;
    if (line.querySelector("[data-said]").textContent !== writing) line.querySelector("[data-said]").textContent = writing;
    if (writer) Object.assign(line.querySelector(".avatar").dataset, { tint: writer.tint, initial: writer.initial });
    this.quiet();
    const head = document.getElementById("present");
    if (!head || head.dataset.said === said) return;
    head.dataset.said = said;
    head.replaceChildren(...faces.map((face) => this.face(face)));
    const words = document.createElement("span");
    words.textContent = said;
    if (said) head.append(words);
  }

  // What the line over the composer says already, the head says no second time.
  quiet() {
    document.getElementById("present")?.toggleAttribute("data-quiet", Boolean(this.querySelector(":scope > .typing:not([hidden])")));
  }

  face({ initial, tint, said }) {
    const face = document.createElement("span");
    face.className = "avatar is-s";
    face.title = said;
    Object.assign(face.dataset, { initial, tint });
    return face;
  }
});
