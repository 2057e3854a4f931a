// What was said: the house's word on it, what is still on its way, and what of it is new to the visitor.
class Talk {
  constructor(wire, changed) {
    Object.assign(this, { wire, changed, messages: new Map(), cursor: "", online: true, typing: "", more: false });
    this.unsent = wire.kept.read().unsent || [];
  }

  get listed() {
    return [...this.messages.values()].sort((one, other) => one.at.localeCompare(other.at) || one.id - other.id);
  }

  get unread() {
    return this.listed.filter((one) => !one.mine && !one.seen).length;
  }

  // Nothing is asked of the house before the visitor has a talk to go on with.
  async start() {
    await this.wire.settle().catch(() => 0);
    if (this.wire.token) await this.join();
    if (this.unsent.length) this.push();
  }

  async join() {
    if (this.joined) return;
    this.joined = true;
    await this.load().catch(() => 0);
    this.wire.follow(() => this.cursor, (event) => this.hear(event), (on) => this.line(on));
  }

  async load(before) {
    const { messages, cursor, more } = await this.wire.told(`/talk${before ? `?before=${before}` : ""}`);
    if (!before) this.cursor = cursor;
    if (before || !this.messages.size) this.more = more;
    this.take(messages);
  }

  hear({ name, data, place }) {
    if (name === "messages") this.take(data, true);
    if (name === "gap") this.load().catch(() => 0);
    if (name === "typing") this.types(data.on);
    if (place) this.cursor = place;
  }

  line(on) {
    if (on !== this.online) this.changed({ online: (this.online = on) });
    if (on && this.unsent.length) this.push();
  }

  types(on) {
    clearTimeout(this.silence);
    this.typing = on;
    if (on) this.silence = setTimeout(() => this.types(false), 45000);
    this.changed({ typing: on });
  }

  take(messages, live = false) {
    const fresh = messages.filter((one) => live && !one.mine && !this.messages.has(one.id));
    for (const one of messages) this.messages.set(one.id, { ...one, seen: one.seen || this.messages.get(one.id)?.seen });
    const arrived = new Set(this.listed.map((one) => one.client));
    if (this.unsent.some((one) => arrived.has(one.id))) this.keep(this.unsent.filter((one) => !arrived.has(one.id)));
    if (fresh.length) this.types(false);
    if (messages.length) this.changed({ messages, fresh });
    this.confirm("delivered", messages.filter((one) => !one.mine && !one.seen));
  }

  // Ticks for the house: all that is on the page was delivered, what the visitor has before his eyes is read.
  confirm(state, messages) {
    const ids = messages.map((one) => one.id).filter((id) => !this[state]?.has(id));
    this[state] = new Set([...(this[state] || []), ...ids]);
    if (ids.length) this.wire.post("/receipts", { state, ids }).catch(() => ids.forEach((id) => this[state].delete(id)));
  }

  see() {
    const unseen = this.listed.filter((one) => !one.mine && !one.seen);
    for (const one of unseen) one.seen = true;
    this.confirm("read", unseen);
    if (unseen.length) this.changed({});
  }

  say(text, file) {
    const page = { url: location.href, title: document.title };
    this.keep([...this.unsent, { id: random(), text, file, page, language: this.wire.language, at: new Date().toISOString() }]);
    this.push();
  }

  // One after the other, each until the house has it: the same id twice is one message.
  async push() {
    if (this.pushing) return;
    this.pushing = true;
    try {
      await this.wire.begin();
      for (let next; (next = this.unsent.find((one) => !one.sent && !one.refused)); ) {
        const { at, ...body } = next;
        await this.wire.post("/messages", body);
        this.keep(this.unsent.map((one) => (one.id === next.id ? { ...one, sent: true } : one)));
      }
      this.failed = false;
      this.changed({});
      this.join();
    } catch (wrong) {
      await this.stumble(wrong);
    } finally {
      this.pushing = false;
    }
  }

  async stumble(wrong) {
    const next = this.unsent.find((one) => !one.sent && !one.refused);
    if (wrong.status === 401) await this.wire.anew().catch(() => 0);
    else if (wrong.status >= 400 && wrong.status < 500 && wrong.status !== 429 && next)
      this.keep(this.unsent.map((one) => (one === next ? { ...one, refused: wrong.message } : one)));
    this.failed = wrong.status !== 429;
    this.changed({ slowly: wrong.status === 429 });
    clearTimeout(this.again);
    this.again = setTimeout(() => this.push(), (wrong.after || 3) * 1000);
  }

  keep(unsent) {
    this.unsent = unsent;
    this.wire.kept.write({ unsent: unsent.filter((one) => !one.refused) });
    this.changed({});
  }

  async hand(file) {
    await this.wire.begin();
    const named = `/files?name=${encodeURIComponent(file.name)}&type=${encodeURIComponent(file.type)}`;
    return this.wire.told(named, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
  }

  typed() {
    if (!this.wire.token || Date.now() - (this.typedAt || 0) < 5000) return;
    this.typedAt = Date.now();
    this.wire.post("/typing", {}).catch(() => 0);
  }

  async mail(email, agreed) {
    await this.wire.begin();
    await this.wire.post("/mail", { email, agreed });
    this.wire.kept.write({ mail: email });
  }
}
