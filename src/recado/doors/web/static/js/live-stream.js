// <live-stream> hears which things changed and lets what shows them fetch itself anew.
// What watches says so: data-watches="list" or data-watches="case:42 thread:7"; it gets an event `refresh`.
const GATHER = 250;
const AWAY = 60000;
const SILENT = 40000; // the server says something every fifteen seconds
// Ticks, reactions and edits change nothing that the list shows.
const VISITOR_TYPES = "visitor.typing"; // a visitor of a site writes: nothing changed, whoever has his case open shows it
const UNLISTED = new Set(["message.moved", "message.changed"]);

customElements.define("live-stream", class extends HTMLElement {
  connectedCallback() {
    this.changes = [];
    this.last = "";
    this.wait = 1000;
    this.beat = Date.now();
    this.open(this.getAttribute("src"));
    this.pulse = setInterval(() => this.look(), 10000);
    this.wake = () => document.hidden || this.look();
    document.addEventListener("visibilitychange", this.wake);
    this.cut = () => this.lost();
    this.mended = () => (this.downSince ? this.renew() : this.look());
    addEventListener("offline", this.cut);
    addEventListener("online", this.mended);
    addEventListener("pagehide", () => this.source?.close());
  }

  disconnectedCallback() {
    clearInterval(this.pulse);
    document.removeEventListener("visibilitychange", this.wake);
    removeEventListener("offline", this.cut);
    removeEventListener("online", this.mended);
    this.source?.close();
  }

  open(address) {
    this.source?.close();
    this.source = new EventSource(address);
    this.heardAt = Date.now();
    this.source.onopen = () => this.back();
    this.source.addEventListener("beat", (event) => this.beats(event));
    this.source.onerror = () => this.lost();
    this.source.addEventListener("change", (event) => this.hear(event, JSON.parse(event.data).cases));
    this.source.addEventListener("reset", (event) => this.hear(event, null));
  }

  // A machine that slept has missed its timers: its connection is dead, whatever the browser says. So is a silent one.
  look() {
    const slept = Date.now() - this.beat > AWAY;
    const silent = this.source.readyState === EventSource.OPEN && Date.now() - this.heardAt > SILENT;
    this.beat = Date.now();
    if (silent) this.lost();
    if (slept || silent || this.source.readyState === EventSource.CLOSED) this.renew();
  }

  beats(event) {
    this.heardAt = Date.now();
    this.last = event.lastEventId || this.last;
  }

  hear(event, changes) {
    this.beats(event);
    this.changes = changes && this.changes ? this.changes.concat(changes) : null;
    this.timer ||= setTimeout(() => this.tell(), GATHER + Math.random() * GATHER * (document.hidden ? 16 : 1));
  }

  tell() {
    const own = this.changes?.filter(([, , name]) => name.startsWith("own."));
    const typing = this.changes?.filter(([, , name]) => name === VISITOR_TYPES) ?? [];
    const changes = this.changes?.filter(([, , name]) => !name.startsWith("own.") && name !== VISITOR_TYPES) ?? null;
    this.changes = [];
    this.timer = 0;
    // What is this agent's alone concerns no list: who minds it listens for `own`; without a detail, look for yourself.
    if (typing.length) document.dispatchEvent(new CustomEvent("visitor", { detail: typing }));
    if (!own || own.length) document.dispatchEvent(new CustomEvent("own", { detail: own }));
    const named = new Set(changes?.flatMap(([number, thread]) => [`case:${number}`, `thread:${thread}`]));
    if (changes?.some(([number, thread, name]) => (number ?? thread) !== null && !UNLISTED.has(name))) named.add("list");
    for (const element of document.querySelectorAll("[data-watches]")) {
      const watched = element.dataset.watches.split(" ");
      if (!changes || watched.some((name) => named.has(name))) element.dispatchEvent(new CustomEvent("refresh"));
    }
  }

  lost() {
    this.downSince ||= Date.now();
    this.bar ||= setTimeout(() => this.show("offline"), 3000);
    if (this.source.readyState === EventSource.CLOSED) this.later ||= setTimeout(() => this.renew(), this.wait);
  }

  // The ticket ran out, or the stream was closed: ask for a new one that goes on where the old one ended.
  async renew() {
    clearTimeout(this.later);
    this.later = 0;
    this.downSince ||= Date.now(); // nothing may have been heard yet to go on from: read anew what is shown
    this.wait = Math.min(this.wait * 2, 30000);
    try {
      const answer = await fetch(`${this.dataset.renew}?after=${encodeURIComponent(this.last)}`, { headers: { "HX-Request": "true" } });
      if (answer.status === 401) location.reload();
      else if (answer.ok) this.open(`/live?ticket=${encodeURIComponent((await answer.json()).ticket)}`);
      else this.lost();
    } catch {
      this.lost();
    }
  }

  back() {
    clearTimeout(this.bar);
    this.bar = 0;
    this.wait = 1000;
    if (!document.getElementById("offline").hidden) {
      this.show("online");
      setTimeout(() => this.show(""), 4000);
    }
    if (this.downSince) this.hear({}, null);
    this.downSince = 0;
  }

  show(name) {
    for (const id of ["offline", "online"]) document.getElementById(id).hidden = id !== name;
  }
});

// What one does oneself shows in the list at once; where no stream is open, everywhere.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const stream = document.querySelector("live-stream");
  if (ctx.request.method === "GET" || !(ctx.response?.status < 400)) return;
  if (stream?.source?.readyState !== EventSource.OPEN) stream?.hear({}, null);
  else for (const list of document.querySelectorAll('[data-watches~="list"]')) list.dispatchEvent(new CustomEvent("refresh"));
});
