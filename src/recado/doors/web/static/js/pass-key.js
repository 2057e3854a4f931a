// <pass-key> asks the browser for a passkey, or (data-makes) lets it make one, and hands the answer to its form.
customElements.define("pass-key", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form:has([name=credential])");
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      this.fill(form);
    });
  }

  async fill(form) {
    const complaint = this.querySelector("[role=alert]");
    complaint.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await this.credential()).toJSON());
      form.submit();
    } catch {
      complaint.hidden = false;
    }
  }

  async credential() {
    const options = await this.options();
    if (!("makes" in this.dataset)) return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey) });
    const wanted = options.creation_options.publicKey;
    wanted.authenticatorSelection = { ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
  }

  async options() {
    if (this.dataset.options) return JSON.parse(document.getElementById(this.dataset.options).textContent);
    return (await fetch(this.dataset.asks, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })).json();
  }
});
