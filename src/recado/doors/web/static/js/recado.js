// What all behaviours share: the words of the page, the token for writes, times and toasts.
const recado = {
  words: JSON.parse(document.getElementById("spoken")?.textContent || "{}"),

  say(key, values = {}) {
    return (recado.words[key] || key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  },

  // The header that proves that a write comes from our own page.
  get headers() {
    return JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}");
  },

  // The text as one searches it: without capitals and accents.
  plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  },

  // Seconds as lists say them: "13 min", "5 h 20 min".
  span(seconds) {
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const hours = Math.floor(minutes / 60);
    if (minutes < 1) return recado.say("under_minute");
    if (hours < 1) return recado.say("minutes", { n: minutes });
    if (hours >= 48) return recado.say("days_hours", { d: Math.floor(hours / 24), h: hours % 24 });
    return minutes % 60 ? recado.say("hours_minutes", { h: hours, n: minutes % 60 }) : recado.say("hours", { n: hours });
  },

  // Elements come to life from the outside in. True where the box for rich words is not known yet: then one begins later.
  awaits(element) {
    const rich = (element.closest("form") || element).querySelector("rich-text");
    if (rich) customElements.upgrade(rich);
    if (!rich || customElements.get("rich-text")) return false;
    customElements.whenDefined("rich-text").then(() => element.isConnected && element.connectedCallback());
    return true;
  },

  // To the end of what stands in a box, plain or rich.
  toEnd(text) {
    if (text.toEnd) text.toEnd();
    else text.setSelectionRange(text.value.length, text.value.length);
  },

  // Said to those who listen, in its own time; the same words twice are said twice.
  announce(text) {
    const heard = document.getElementById("heard");
    if (!heard) return;
    const line = document.createElement("p");
    line.textContent = text;
    heard.append(line);
    setTimeout(() => line.remove(), 8000);
  },

  // A choice of one's own, kept on the desk (F14).
  async prefer(address, value) {
    const body = value === null ? undefined : new URLSearchParams({ value: JSON.stringify(value) });
    try {
      const answer = await fetch(address, { method: value === null ? "DELETE" : "PUT", body, headers: { ...recado.headers, "HX-Request": "true" }, keepalive: true });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      recado.toast(recado.say("unkept"));
    }
  },

  toast(text) {
    const toast = document.createElement("quiet-toast");
    toast.className = "toast is-refused";
    const words = document.createElement("span");
    words.textContent = text;
    toast.append(words);
    document.getElementById("toasts")?.append(toast);
  },

  // The letter of a key: as typed, or by its place where the layout is not Latin.
  letter({ key, code }) {
    return (/^Key[A-Z]$/.test(code) && !/^[a-z]$/i.test(key) ? code[3] : key).toLowerCase();
  },

  // By what somebody moves a page himself; whatever moves it for him stops then.
  BY_HAND: ["wheel", "touchmove", "keydown", "pointerdown"],

  // Whether keys are meant for what is being written. A box in what was just closed holds the focus a moment longer.
  isTyping(target) {
    const box = target.closest?.("input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]");
    return box !== null && !box?.closest("dialog:not([open]), [popover]:not(:popover-open)");
  },
};

// The server says days and hours as they are where the reader sits.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || document.documentElement.dataset.zone === zone || sessionStorage.getItem("zone") === zone) return;
  sessionStorage.setItem("zone", zone);
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  if (document.querySelector("time")) location.reload();
})();
