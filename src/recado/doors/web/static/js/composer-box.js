// <composer-box> takes files by hand, drop or paste and says at once which do not fit; it quotes the message one answers.
customElements.define("composer-box", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => target.matches("[data-files]") && this.take(target.files, target.dataset.to));
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-remove]")) target.closest("li").remove();
      if (target.closest("[data-unquote]")) this.quote(null);
    });
    this.addEventListener("input", ({ target }) => this.grow(target));
    this.addEventListener("paste", (event) => event.clipboardData.files.length && this.take(event.clipboardData.files));
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.addEventListener(name, (event) => this.drag(event));
    this.addEventListener("htmx:config:request", (event) => this.hold(event));
    this.remember();
    this.quoting = ({ target }) => target.closest?.("[data-reply-to]") && this.quote(target.closest("[data-reply-to]").dataset);
    document.addEventListener("click", this.quoting);
  }

  // What is begun in one conversation is still there when one comes back to it.
  remember() {
    const text = this.querySelector("#words");
    const key = `draft-${this.dataset.composer}`;
    if (!text || !this.dataset.composer.endsWith("-open")) return;
    if (this.hasAttribute("data-anew")) sessionStorage.removeItem(key);
    text.value ||= sessionStorage.getItem(key) || "";
    text.addEventListener("input", () => (text.value ? sessionStorage.setItem(key, text.value) : sessionStorage.removeItem(key)));
  }

  // Nothing is sent while a file is on its way; a recording ends by sending.
  hold(event) {
    const recorder = this.querySelector("voice-recorder");
    const speaks = recorder?.closest("form").contains(event.target);
    if (speaks && recorder.isRecording) recorder.send();
    if ((speaks && recorder.sends) || this.querySelector("[data-attached] .is-busy")) event.preventDefault();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.quoting);
  }

  quote(said) {
    const box = this.querySelector("[data-answered]");
    if (!box) return;
    box.hidden = !said;
    const input = box.querySelector("input");
    input.disabled = !said;
    input.value = said?.replyTo || "";
    box.querySelector("b").textContent = said?.author || "";
    box.querySelector("span").textContent = said?.words || "";
    if (said) document.getElementById("tab-reply").click();
  }

  drag(event) {
    const over = event.type === "dragenter" || event.type === "dragover";
    if (!event.dataTransfer?.types.includes("Files") || !this.querySelector("[data-drop]")) return;
    event.preventDefault();
    if (event.type === "dragleave" && this.contains(event.relatedTarget)) return;
    this.classList.toggle("is-over", over);
    this.querySelector("[data-drop]").hidden = !over;
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }

  take(files, address = this.querySelector("[data-files]")?.dataset.to) {
    for (const file of files) {
      const refused = this.refusal(file);
      if (refused) this.list(refused, "is-refused");
      else this.upload(file, address);
    }
    const input = this.querySelector("[data-files]");
    if (input) input.value = "";
  }

  refusal(file) {
    const rules = JSON.parse(document.getElementById(this.dataset.limits).textContent);
    const rule = rules.find(({ mimes }) => mimes.includes(file.type)) || rules.find(({ kind }) => kind === "document");
    if (!rule) return recado.say("wrong_kind", { name: file.name });
    const digits = { maximumFractionDigits: 1 };
    const size = recado.say("megabytes", { n: (file.size / 1048576).toLocaleString(document.documentElement.lang, digits) });
    return file.size > rule.bytes ? recado.say("too_big", { name: file.name, size, limit: rule.said }) : "";
  }

  async upload(file, address) {
    const item = this.list(recado.say("uploading", { name: file.name }), "is-busy");
    const body = new FormData();
    body.append("file", file);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { ...recado.headers, "HX-Request": "true" } });
      const html = await answer.text();
      if (answer.status === 401 || answer.status >= 500) throw new Error(answer.status);
      item.outerHTML = html;
    } catch {
      item.remove();
      recado.toast(recado.say("unsent"));
    }
  }

  list(text, kind) {
    const item = document.createElement("li");
    item.className = kind;
    item.textContent = text;
    if (kind === "is-refused") setTimeout(() => item.remove(), 8000);
    this.querySelector("[data-attached]")?.append(item);
    return item;
  }

  // Where the browser does not let a text grow by itself.
  grow(text) {
    if (!text.matches("textarea") || CSS.supports("field-sizing", "content")) return;
    text.rows = 2;
    while (text.scrollHeight > text.clientHeight && text.rows < 12) text.rows += 1;
  }
});
