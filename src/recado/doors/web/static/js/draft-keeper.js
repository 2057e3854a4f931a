// <draft-keeper> keeps what is written in its form on the desk while one types; unreachable, it waits in this window.
const PAUSE = 600;
const AGAIN = 5000;
const DEVICE = Math.random().toString(36).slice(2);

customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    if (recado.awaits(this)) return;
    this.form = this.closest("form");
    this.text = this.form.querySelector("textarea, rich-text");
    this.version = Number(this.dataset.version);
    this.kept = this.said;
    this.waits = `draft ${this.dataset.agent} ${this.dataset.to} ${this.dataset.kind}`;
    this.ends = new AbortController();
    const { signal } = this.ends;
    const listen = (what, name, act) => what.addEventListener(name, act, { signal });
    for (const name of ["input", "written"]) listen(this.form, name, () => this.later());
    listen(this.form, "change", ({ target }) => target.matches("[data-anew]") && this.draw(target));
    listen(this.form, "htmx:before:request", ({ target }) => target === this.form && this.send());
    listen(this.form, "htmx:finally:request", ({ detail }) => detail.ctx.hx?.redirect || this.stay());
    listen(document, "own", ({ detail }) => this.hear(detail));
    listen(document, "visibilitychange", () => document.hidden && this.keep());
    for (const name of ["beforeunload", "pagehide"]) listen(window, name, () => this.leave()); // the second may be too late to ask anything
    listen(window, "online", () => this.keep());
    recado.toEnd(this.text);
    this.restore();
  }

  disconnectedCallback() {
    if (!this.ends) return;
    if (this.sends) setTimeout(() => this.hand(this.text.value));
    this.leave();
    this.ends.abort();
    this.form.addEventListener("written", () => this.isConnected || this.keep()); // a file was still on its way
    document.getElementById("list")?.dispatchEvent(new CustomEvent("refresh"));
  }

  // All that a draft holds, as one text that can be compared.
  get said() {
    const given = new FormData(this.form);
    const said = new URLSearchParams({ [this.text.getAttribute("name")]: this.text.value, reply_to: given.get("reply_to") || "" });
    const beside = ["attachment", ...(this.dataset.head?.split(" ") ?? [])];
    for (const name of beside) for (const one of given.getAll(name)) said.append(name, one);
    return said.toString();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  // One saving at a time; nothing where nothing changed, or where it is just being sent.
  async keep(settled = false) {
    clearTimeout(this.timer);
    while (this.busy) await this.busy;
    if (this.sends || (this.said === this.kept && !settled)) return;
    this.busy = this.put(settled);
    await this.busy;
    this.busy = null;
  }

  // What makes the box another one asks for it once all that stands in it is kept.
  async draw(asks) {
    await this.keep();
    asks.dispatchEvent(new Event("kept"));
  }

  async put(settled) {
    const said = this.said;
    const body = new URLSearchParams(said);
    const more = { kind: this.dataset.kind, version: this.version, device: DEVICE, client_id: this.form.elements.client_id?.value || "" };
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    if (settled) body.set("settled", "yes");
    this.kept = said;
    try {
      const headers = { ...recado.headers, "HX-Request": "true" };
      const answer = await fetch(this.dataset.to, { method: "PUT", body, headers, keepalive: said.length < 50000 });
      if (!answer.ok) throw new Error(answer.status);
      this.learn(await answer.json(), said);
    } catch {
      this.wait();
    }
  }

  learn(known, said) {
    this.version = Math.max(this.version, known.version);
    sessionStorage.removeItem(this.waits);
    this.querySelector("[data-unkept]").hidden = true;
    this.querySelector("[data-twice]").innerHTML = known.earlier;
    const ours = new URLSearchParams(said).getAll("attachment").join() === known.attachments.join();
    if ((this.read(known) !== this.text.value || !ours) && this.said === said && this.isConnected && !this.sends) this.take(known);
  }

  // The desk cannot be reached, or wants nothing of it: the words stay here and knock again.
  wait() {
    this.kept = null;
    if (this.sends) return;
    sessionStorage.setItem(this.waits, JSON.stringify({ text: this.text.value, version: this.version }));
    this.querySelector("[data-unkept]").hidden = false;
    if (this.isConnected) this.timer = setTimeout(() => this.keep(), AGAIN);
  }

  restore() {
    const waiting = JSON.parse(sessionStorage.getItem(this.waits) || "null");
    if (!waiting) return;
    this.version = waiting.version;
    if (waiting.text !== this.text.value) this.fill(waiting.text);
    this.keep();
    setTimeout(() => this.hear(null), 2 * PAUSE); // the page before this one may still have been saving
  }

  leave() {
    clearTimeout(this.timer);
    if (this.sends || this.said === this.kept) return;
    sessionStorage.setItem(this.waits, JSON.stringify({ text: this.text.value, version: this.version }));
    this.busy = this.put(false).finally(() => (this.busy = null));
  }

  // What is sent leaves the box at once: one may go on writing before the desk has answered.
  send() {
    this.sends = this.text.value || " ";
    this.text.value = "";
    clearTimeout(this.timer);
    sessionStorage.removeItem(this.waits);
  }

  // Where the box is still the same one after sending, its words did not leave: they stand in it again.
  stay() {
    if (!this.sends) return;
    this.fill(this.join(this.sends.trim(), this.text.value));
    this.sends = "";
    this.later();
  }

  // What was typed while the old box was sent goes on in the new one.
  hand(words) {
    const next = document.querySelector(`draft-keeper[data-to="${this.dataset.to}"][data-kind="${this.dataset.kind}"]`);
    if (!words || !next) return;
    next.fill(this.join(next.text.value, words));
    next.later();
  }

  // Another page of mine went on writing: take that over where nothing was touched here. Else the next saving tells.
  async hear(own) {
    const thread = Number(this.dataset.to.split("/")[2]);
    const name = `own.draft.${this.dataset.kind}.`;
    const mine = own?.filter(([, about, what]) => about === thread && what.startsWith(name)) || [];
    if (own && !mine.some(([, , what]) => Number(what.slice(name.length)) > this.version)) return;
    if (this.said !== this.kept || this.busy || this.sends) return;
    const answer = await fetch(`${this.dataset.to}?kind=${this.dataset.kind}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || this.said !== this.kept) return;
    const known = await answer.json();
    if (known.version > this.version && this.said === this.kept && this.isConnected) this.take(known);
  }

  take(known) {
    const list = this.form.querySelector("[data-attached]");
    this.version = known.version;
    if (list) list.innerHTML = known.files;
    this.closest("composer-box").quote(this.form.contains(list) ? known.quote : null, true);
    this.querySelector("[data-twice]").innerHTML = known.earlier;
    this.fill(this.read(known));
    this.kept = this.said;
  }

  join(...texts) {
    return texts.filter(Boolean).join(this.text.gap ?? "\n\n");
  }

  read(known) {
    return this.text.read?.(known) ?? known.text;
  }

  fill(words) {
    this.text.value = words;
    this.closest("composer-box").count();
    if (this.form.matches("[data-laid-by]")) this.form.hidden = !words;
  }
});
