// The line to the house: one token for all tabs of a browser, answers that say why, a stream that comes back by itself.
const SILENT = 40000; // the house says something every fifteen seconds
const random = () => crypto.getRandomValues(new Uint8Array(15)).reduce((text, byte) => text + byte.toString(36).padStart(2, "0"), "");

class Kept {
  constructor(name) {
    this.name = name;
    this.memory = {};
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || {};
    } catch {
      return this.memory;
    }
  }

  write(changed) {
    this.memory = { ...this.read(), ...changed };
    try {
      localStorage.setItem(this.name, JSON.stringify(this.memory));
    } catch {
      // A browser that keeps nothing: the talk lasts as long as the page.
    }
  }
}

class Refusal extends Error {
  constructor(status, problem, after) {
    super(problem.title || "");
    Object.assign(this, { status, code: problem.code || "", after });
  }
}

class Wire {
  constructor(base, kept, identity, language) {
    Object.assign(this, { base, kept, identity, language, wait: 1000 });
  }

  get token() {
    return this.kept.read().token;
  }

  async ask(path, { method = "GET", body, headers = {}, signal, own = true } = {}) {
    const token = own && this.token;
    const answer = await fetch(this.base + path, {
      method,
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && !(body instanceof Blob) && { "content-type": "application/json" }), ...headers },
      credentials: "omit",
      cache: "no-store",
      signal,
    });
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, problem, Number(answer.headers.get("retry-after")) || 0);
  }

  async told(path, options) {
    return (await this.ask(path, options)).json();
  }

  post(path, body) {
    return this.told(path, { method: "POST", body });
  }

  // One visitor for all tabs: who comes second waits, and then finds the token of the first.
  async begin(anew = false) {
    const now = async () => {
      if (this.token && !anew) return;
      const brought = { token: this.token, identity: this.identity };
      const { token, known, name } = await this.told("/visits", { method: "POST", body: brought, own: false });
      this.kept.write({ token, known, name });
    };
    await (navigator.locks ? navigator.locks.request(this.kept.name, now) : now());
  }

  // Who logged out of the site is no longer who he was; who logs in is told to the house.
  async settle() {
    if (this.kept.read().known && !this.identity) this.kept.write({ token: undefined, known: false, name: "", mail: "", unsent: [] });
    if (this.identity) await this.begin(true);
  }

  follow(after, heard, state) {
    const go = async () => {
      while (!this.ended) {
        this.calls = new AbortController();
        try {
          const answer = await this.ask(`/stream?after=${after()}`, { signal: this.calls.signal });
          await this.read(answer.body.getReader(), (event) => {
            this.wait = 1000;
            state(true);
            heard(event);
          });
        } catch (wrong) {
          if (wrong.status === 401 && !this.ended) await this.anew().catch(() => 0);
          if (wrong.status === 403 || wrong.status === 404) return;
          state(false);
        }
        clearTimeout(this.quiet);
        await new Promise((done) => {
          this.hasten = done;
          setTimeout(done, this.wait * (0.5 + Math.random()));
        });
        this.wait = Math.min(this.wait * 2, 30000);
      }
    };
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hasten?.());
    return go();
  }

  hurry() {
    this.wait = 1000;
    this.calls?.abort();
    this.hasten?.();
  }

  async anew() {
    this.kept.write({ token: undefined, known: false });
    await this.begin();
  }

  async read(reader, heard) {
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => this.calls.abort(), SILENT);
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const pieces = text.split("\n\n");
      text = pieces.pop();
      for (const piece of pieces) {
        const event = Object.fromEntries(piece.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
        if (event.event) heard({ name: event.event, data: JSON.parse(event.data), place: event.id });
      }
    }
  }
}
