// <recado-chat>: the button in the corner, the chat it opens, and what the page may ask of it (window.Recado).
const SCRIPT = document.currentScript;
const BASE = new URL(SCRIPT.src).href.replace(/\/widget\.js.*$/, "");
const NARROW = matchMedia("(max-width: 480px)");

class RecadoChat extends HTMLElement {
  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  }

  async connectedCallback() {
    const wanted = this.getAttribute("language") || SCRIPT.dataset.language || document.documentElement.lang || navigator.language;
    const kept = new Kept(`recado ${BASE}`);
    const wire = new Wire(BASE, kept, this.getAttribute("identity") || SCRIPT.dataset.identity, wanted);
    try {
      await this.learn(wire, wanted);
    } catch (wrong) {
      return console.warn(`Recado: ${wrong.message}. Is ${location.origin} listed among the sites on which this chat may stand?`);
    }
    wire.language = this.about.language;
    this.words = WORDS[this.about.language];
    this.lang = this.about.language;
    this.talk = new Talk(wire, (changed) => this.changed(changed));
    this.panel = new Panel(this.talk, this.about, this.words, () => this.close());
    this.draw();
    addEventListener("storage", (event) => event.key === kept.name && this.shared());
    document.addEventListener("visibilitychange", () => this.seen());
    await this.talk.start();
    if (SCRIPT.dataset.open !== undefined) this.open();
  }

  // How the house wants to look, and whether somebody is at work: asked again when the chat is opened later.
  async learn(wire, wanted) {
    this.about = Object.assign(this.about || {}, await wire.told(`/about?language=${encodeURIComponent(wanted)}`, { own: false }));
    this.learnedAt = Date.now();
    this.panel?.hours();
  }

  draw() {
    this.dataset.theme = this.about.theme;
    this.style.setProperty("--accent", this.about.colour);
    this.style.setProperty("--on-accent", ink(this.about.colour));
    this.badge = make("span", { class: "badge", hidden: true });
    this.button = make("button", { type: "button", class: "launch", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": this.words.open, onclick: () => this.open() }, icon(ICONS.chat), this.badge);
    this.panel.root.addEventListener("keydown", (event) => this.pressed(event));
    this.news = make("p", { class: "unseen", role: "status" });
    this.shadowRoot.replaceChildren(this.button, this.panel.root, this.news);
  }

  get isOpen() {
    return this.panel && !this.panel.root.hidden;
  }

  open() {
    if (!this.panel) return;
    this.panel.root.hidden = false;
    this.panel.root.toggleAttribute("data-full", NARROW.matches);
    if (NARROW.matches) this.panel.root.setAttribute("aria-modal", "true");
    this.button.setAttribute("aria-expanded", "true");
    this.panel.draw();
    this.panel.down();
    this.panel.box.focus();
    this.seen();
    if (Date.now() - this.learnedAt > 120000) this.learn(this.talk.wire, this.about.language).catch(() => 0);
  }

  close() {
    this.panel.root.hidden = true;
    this.panel.root.removeAttribute("aria-modal");
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  pressed(event) {
    if (event.key === "Escape") return event.stopPropagation(), this.close();
    if (event.key !== "Tab" || !this.panel.root.hasAttribute("aria-modal")) return;
    const stops = [...this.panel.root.querySelectorAll("button, textarea, input, a[href], [tabindex]")].filter((one) => one.getClientRects().length);
    const [first, last] = [stops[0], stops.at(-1)];
    if (this.shadowRoot.activeElement === (event.shiftKey ? first : last)) event.preventDefault(), (event.shiftKey ? last : first).focus();
  }

  // What another tab of this browser did: it began a talk, or sent what waited here.
  shared() {
    const kept = this.talk.wire.kept.read();
    this.talk.unsent = kept.unsent || [];
    if (kept.token && !this.talk.joined) this.talk.join();
    this.panel.draw();
    this.panel.ask();
  }

  seen() {
    if (this.isOpen && !document.hidden) this.talk.see();
  }

  changed(changed) {
    if (!this.panel || !this.news) return;
    this.panel.show(changed);
    this.seen();
    const count = this.talk.unread;
    this.badge.hidden = !count || this.isOpen;
    this.badge.textContent = count > 9 ? "9+" : count;
    this.button.setAttribute("aria-label", count ? `${this.words.open} (${fill(this.words.unread, { count })})` : this.words.open);
    const newest = changed.fresh?.at(-1);
    if (newest && !this.isOpen) this.news.textContent = fill(this.words.says, { who: newest.agent || this.words.house, text: newest.text });
  }
}

if (!customElements.get("recado-chat")) customElements.define("recado-chat", RecadoChat);

function chat() {
  return document.querySelector("recado-chat") || document.body.appendChild(document.createElement("recado-chat"));
}

window.Recado = { open: () => chat().open(), close: () => chat().close() };
if (document.body) chat();
else addEventListener("DOMContentLoaded", chat);
