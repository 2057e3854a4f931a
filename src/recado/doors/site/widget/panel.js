// The open chat: head, messages, the mail question, the composer.
class Panel {
  constructor(talk, about, words, close) {
    Object.assign(this, { talk, about, words, drawn: new Map() });
    this.status = make("p", { class: "status", role: "status" });
    this.list = make("ol", { class: "log" });
    this.earlier = make("button", { type: "button", class: "plain", hidden: true, onclick: () => this.before() }, words.earlier);
    this.typing = make("p", { class: "typing", hidden: true }, make("i"), make("i"), make("i"), make("span", { class: "unseen" }, words.typing));
    this.offer = make("div", { class: "offer" });
    const head = make("header", {}, make("h2", { id: "title" }, about.title || words.title), make("button", { type: "button", class: "icon", "aria-label": words.close, onclick: close }, icon(ICONS.close)));
    this.root = make("section", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
      head, make("div", { class: "middle" }, this.earlier, make("p", { class: "greeting" }, about.greeting || words.greeting), this.ways(), make("div", { role: "log", "aria-label": words.log, tabindex: "0" }, this.list), this.typing), this.offer, this.status, this.composer());
    this.middle = this.root.querySelector(".middle");
    this.hours();
    this.ask();
  }

  composer() {
    const { words, about } = this;
    this.box = make("textarea", { rows: 1, "aria-label": words.write, placeholder: words.write, maxlength: about.longest,
      oninput: () => this.grow(), onkeydown: (event) => this.pressed(event), onpaste: (event) => this.files(event, event.clipboardData.files) });
    this.given = make("input", { type: "file", hidden: true, onchange: (event) => this.files(event, this.given.files) });
    const attach = make("button", { type: "button", class: "icon", "aria-label": words.attach, hidden: !about.files, onclick: () => this.given.click() }, icon(ICONS.file));
    const send = make("button", { class: "icon send", "aria-label": words.send }, icon(ICONS.send));
    return make("form", { class: "composer", onsubmit: (event) => this.send(event), ondragover: (event) => event.preventDefault(), ondrop: (event) => this.files(event, event.dataTransfer.files) },
      attach, this.given, this.box, send);
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 120)}px`;
    if (this.box.value) this.talk.typed();
  }

  pressed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
  }

  send(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.grow();
    this.talk.say(text);
    this.down();
    this.ask();
  }

  async files(event, files) {
    const chosen = [...files];
    if (!chosen.length || !this.about.files) return;
    event.preventDefault();
    for (const file of chosen) {
      if (file.size > this.about.largest) this.say(fill(this.words.too_large, { size: size(this.about.largest, this.about.language) }));
      else await this.hand(file);
    }
    this.given.value = "";
  }

  async hand(file) {
    this.say(this.words.sending);
    try {
      this.talk.say("", await this.talk.hand(file));
      this.say("");
      this.down();
    } catch (wrong) {
      this.say(wrong.status === 429 ? this.words.slowly : fill(this.words.refused, { why: wrong.message }));
    }
  }

  // Only what changed is drawn again, so that a screen reader hears a new message once.
  draw() {
    const { listed, unsent } = this.talk;
    const known = { words: this.words, language: this.about.language };
    const all = [...listed.map((one) => ({ ...one, key: one.client || `m${one.id}` })), ...unsent.map((one) => ({ ...one, mine: true, key: one.id }))];
    const atEnd = this.middle.scrollHeight - this.middle.scrollTop - this.middle.clientHeight < 60;
    const today = new Date().toDateString();
    let before = null, writer = "";
    for (const one of all) {
      const print = JSON.stringify(one) + today, name = one.mine ? "" : one.agent || "?";
      let element = this.drawn.get(one.key)?.element;
      if (this.drawn.get(one.key)?.print !== print) {
        const fresh = bubble(one, { ...known, agent: name !== writer });
        element?.replaceWith(fresh);
        element = fresh;
        this.drawn.set(one.key, { element, print });
      }
      if (element.previousElementSibling !== before || !element.parentNode) before ? before.after(element) : this.list.prepend(element);
      before = element;
      writer = name;
    }
    for (const [key, { element }] of this.drawn) if (!all.some((one) => one.key === key)) element.remove(), this.drawn.delete(key);
    this.earlier.hidden = !this.talk.more;
    if (atEnd) this.down();
  }

  show(changed) {
    this.typing.hidden = !this.talk.typing;
    if (changed.typing) this.down();
    this.say(!this.talk.online ? this.words.lost : this.talk.failed ? this.words.failed : changed.slowly ? this.words.slowly : "");
    this.draw();
    if (changed.messages) this.ask();
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  down() {
    requestAnimationFrame(() => (this.middle.scrollTop = this.middle.scrollHeight));
  }

  async before() {
    const height = this.middle.scrollHeight;
    await this.talk.load(this.talk.listed[0]?.id).catch(() => 0);
    this.middle.scrollTop = this.middle.scrollHeight - height;
  }

  hours() {
    const { open, opens_at: at, language } = this.about;
    this.away ||= this.root.querySelector(".greeting").parentNode.insertBefore(make("p", { class: "away" }), this.root.querySelector(".ways"));
    this.away.textContent = open ? "" : at ? fill(this.words.away_until, { when: when(at, language) }) : this.words.away;
    this.away.hidden = open;
  }

  // Other ways to write to the house.
  ways() {
    const { words, about } = this;
    const names = { whatsapp: "WhatsApp", telegram: "Telegram", email: words.way_email, form: words.way_form };
    const links = about.ways.map(([kind, href]) => make("a", { href, target: kind === "email" ? undefined : "_blank", rel: "noopener" }, names[kind]));
    return make("nav", { class: "ways", "aria-label": words.ways, hidden: !links.length }, ...links);
  }

  // The answer by mail: asked for once something was said; at once when nobody is here.
  ask(open = !this.about.open) {
    const kept = this.talk.wire.kept.read();
    const spoken = this.talk.messages.size + this.talk.unsent.length > 0;
    if (!this.about.offline || !spoken || kept.known || this.offer.querySelector("form")) return;
    if (kept.mail) this.offer.replaceChildren(make("p", {}, fill(this.words.mail_kept, { address: kept.mail })));
    else if (open && !this.later) this.offer.replaceChildren(this.question());
    else this.offer.replaceChildren(make("button", { type: "button", class: "plain", onclick: () => this.reopen() }, this.words.mail_ask));
  }

  reopen() {
    this.later = false;
    this.ask(true);
    this.offer.querySelector("input").focus();
  }

  question() {
    const { words, about } = this;
    const email = make("input", { type: "email", required: true, autocomplete: "email", id: "mail" });
    const agree = make("input", { type: "checkbox", required: true });
    const wrong = make("p", { class: "why", role: "alert" });
    const save = async (event) => {
      event.preventDefault();
      wrong.textContent = "";
      if (!email.checkValidity() || !agree.checked) return (wrong.textContent = words.mail_wrong);
      await this.talk.mail(email.value.trim(), words.mail_consent).then(() => this.offer.replaceChildren(), () => (wrong.textContent = words.mail_wrong));
      this.ask();
      this.box.focus();
    };
    const later = () => ((this.later = true), this.offer.replaceChildren(), this.ask(), this.box.focus());
    return make("form", { novalidate: true, onsubmit: save }, make("strong", {}, words.mail_title), make("label", { for: "mail" }, words.mail_label), email,
      make("label", { class: "agree" }, agree, words.mail_consent, about.privacy && make("a", { href: about.privacy, target: "_blank", rel: "noopener" }, words.privacy)), wrong,
      make("div", { class: "acts" }, make("button", { type: "button", class: "plain", onclick: later }, words.mail_cancel), make("button", { class: "filled" }, words.mail_save)));
  }
}
