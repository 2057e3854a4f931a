// A proof that a browser took some trouble, found while the form is filled in; without it the form is taken all the same.
const form = document.querySelector("form");
const bits = Number(form.dataset.bits);

async function prove(ticket) {
  const encoder = new TextEncoder();
  for (let proof = 0; ; proof++) {
    const digest = new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(`${ticket}:${proof}`)));
    if (digest.getUint32(0) >>> (32 - bits) === 0) return proof;
    if (proof % 500 === 499) await new Promise((go) => setTimeout(go));
  }
}

// crypto.subtle is there on secure pages alone.
if (crypto.subtle) prove(form.elements.ticket.value).then((proof) => (form.elements.proof.value = proof));

// Once is enough: a second click sends nothing twice.
form.addEventListener("submit", () => setTimeout(() => (form.querySelector("button").disabled = true)));
addEventListener("pageshow", () => (form.querySelector("button").disabled = false));
document.querySelector("[aria-invalid], .wrong")?.focus?.();
