// <file-tray> takes files by hand, drop or paste, says at once which do not fit, and shows how far each has come.
customElements.define("file-tray", class extends HTMLElement {
  connectedCallback() {
    this.box = this.closest("composer-box");
    this.list = this.querySelector("[data-attached]");
    this.box.addEventListener("change", ({ target }) => target.matches("[data-files]") && this.take(target.files, target.dataset.files === "within"));
    this.box.addEventListener("paste", (event) => this.paste(event));
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.box.addEventListener(name, (event) => this.drag(event));
    this.addEventListener("click", ({ target }) => {
      const item = target.closest("[data-remove], [data-again]") && target.closest("li");
      if (item) this.end(item, target.closest("[data-again]") ? item.again : null);
    });
  }

  get isBusy() {
    return this.list.querySelector(".is-busy") !== null;
  }

  get isHidden() {
    return this.offsetParent === null && this.closest("[hidden]") !== null;
  }

  // What carries text is pasted as text, though a picture of it may lie beside.
  paste(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain") || this.isHidden) return;
    event.preventDefault();
    this.take([...files].map((file) => this.named(file)));
  }

  named(file) {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
    return new File([file], `${recado.say("pasted", { at })}.${file.name.split(".").pop()}`, { type: file.type });
  }

  drag(event) {
    if (!event.dataTransfer?.types.includes("Files") || this.isHidden) return;
    event.preventDefault();
    if (event.type === "dragleave" && this.box.contains(event.relatedTarget)) return;
    const over = event.type === "dragenter" || event.type === "dragover";
    this.box.classList.toggle("is-over", over);
    this.querySelector("[data-drop]").hidden = !over;
    if (event.type === "drop") this.take(event.dataTransfer.files, true);
  }

  // Pictures that are meant for the text stand there once they have come, where there is a text that can hold them.
  take(files, within = false) {
    for (const file of files) {
      const refused = this.refusal(file);
      if (refused) this.item(refused, "is-refused");
      else this.upload(file, this.dataset.to, null, within && /^image\/(?:png|jpeg|gif|webp)$/.test(file.type));
    }
    for (const input of this.box.querySelectorAll("[data-files]")) input.value = "";
  }

  // Said before anything is uploaded: what is wrong with it, and what would fit.
  refusal(file) {
    const rules = JSON.parse(document.getElementById(this.box.dataset.limits).textContent);
    const rule = rules.find(({ mimes }) => mimes.includes(file.type)) || rules.find(({ kind }) => kind === "document");
    const said = { name: file.name, limit: rule?.said, fits: this.box.dataset.fits };
    if (!rule) return recado.say("wrong_kind", said);
    if (!file.size) return recado.say("empty_file", said);
    const digits = { maximumFractionDigits: 1 };
    const size = recado.say("megabytes", { n: (file.size / 1048576).toLocaleString(document.documentElement.lang, digits) });
    return file.size > rule.bytes ? recado.say("too_big", { ...said, size }) : "";
  }

  upload(file, address = this.dataset.to, standing = null, within = false) {
    const item = this.item(file.name, "is-busy");
    if (standing) standing.replaceWith(item);
    const bar = item.insertBefore(document.createElement("progress"), item.querySelector("button"));
    bar.ariaLabel = recado.say("uploading", { name: file.name });
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    item.cancel = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
    return new Promise((resolve) => {
      request.onload = () => resolve(request.status === 401 || request.status >= 500 ? null : request.responseText);
      request.onerror = request.ontimeout = () => resolve(null);
      request.onabort = () => resolve("");
      request.open("POST", address);
      for (const [name, value] of Object.entries({ ...recado.headers, "HX-Request": "true" })) request.setRequestHeader(name, value);
      request.send(body);
    }).then((html) => this.arrive(item, within ? this.within(html) : html, () => this.upload(file, address, item, within)));
  }

  within(html) {
    const words = this.box.querySelector("rich-text");
    const came = words && html && new DOMParser().parseFromString(html, "text/html").querySelector("li:has(img)");
    if (came) words.show(came.querySelector("[name=attachment]").value, came.querySelector("span").firstChild.data.trim());
    return came ? "" : html;
  }

  arrive(item, html, again) {
    if (html === null) this.fail(item, again);
    else if (html) item.outerHTML = html;
    else item.remove();
    this.tell();
    if (this.isBusy || !this.sends) return;
    this.sends = false;
    if (html !== null && !this.list.querySelector(".is-failed, .is-refused")) this.closest("form").requestSubmit();
  }

  fail(item, again) {
    item.className = "is-failed";
    item.again = again;
    item.querySelector("progress").remove();
    item.querySelector("span").textContent = recado.say("not_arrived", { name: item.dataset.name });
    const button = item.insertBefore(document.createElement("button"), item.querySelector("button"));
    Object.assign(button, { type: "button", className: "button is-s", textContent: recado.say("again") });
    button.dataset.again = "";
  }

  end(item, again) {
    if (again) return again();
    if (item.classList.contains("is-busy")) return item.cancel();
    item.remove();
    this.tell();
    this.box.words.focus();
  }

  item(text, kind) {
    const item = document.importNode(this.querySelector("template").content.firstElementChild, true);
    const away = item.querySelector("[data-remove]");
    item.className = kind;
    item.dataset.name = text;
    item.querySelector("span").textContent = text;
    away.ariaLabel = away.ariaLabel.replace("{}", () => text);
    this.list.append(item);
    return item;
  }

  tell() {
    this.dispatchEvent(new CustomEvent("written", { bubbles: true }));
  }
});
