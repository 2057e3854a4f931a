// <voice-recorder> records by the microphone and hands the recording over as it is; the desk makes a voice note of it.
const HEARD_AS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

customElements.define("voice-recorder", class extends HTMLElement {
  connectedCallback() {
    this.hidden = !window.MediaRecorder || !navigator.mediaDevices;
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-start]")) this.start();
      if (target.closest("[data-stop]")) this.stop(true);
      if (target.closest("[data-throw]")) this.stop(false);
    });
  }

  // Who goes elsewhere while he speaks finds it with the draft; a page of its own asks before it goes.
  disconnectedCallback() {
    if (!this.isRecording) return;
    this.stop(true);
    recado.toast(recado.say("recording_kept"));
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      recado.toast(recado.say("no_microphone"));
      return;
    }
    this.pieces = [];
    this.recorder = new MediaRecorder(this.stream, { mimeType: HEARD_AS.find((type) => MediaRecorder.isTypeSupported(type)) });
    this.recorder.ondataavailable = ({ data }) => this.pieces.push(data);
    this.recorder.onstop = () => this.kept && this.hand();
    this.recorder.start();
    this.stays = new AbortController();
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal: this.stays.signal });
    this.began = Date.now();
    this.clock = setInterval(() => this.show(), 250);
    this.show();
  }

  // Sent while still speaking: what was said until now goes.
  send() {
    this.sends = true;
    this.stop(true);
  }

  stop(kept) {
    if (!this.recorder || this.recorder.state === "inactive") return;
    this.kept = kept;
    this.recorder.stop();
    this.stays.abort();
    this.stream.getTracks().forEach((track) => track.stop());
    clearInterval(this.clock);
    this.show();
  }

  show() {
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    const pressed = this.contains(document.activeElement) && document.activeElement;
    this.querySelector("[data-start]").hidden = this.isRecording;
    this.querySelector("[data-recording]").hidden = !this.isRecording;
    // What was pressed gives way to what can be pressed next, and the focus goes along.
    if (pressed && !pressed.checkVisibility()) this.querySelector(this.isRecording ? "[data-stop]" : "[data-start]").focus();
    this.querySelector("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  get isRecording() {
    return this.recorder?.state === "recording";
  }

  async hand() {
    const type = this.recorder.mimeType.split(";")[0];
    const file = new File(this.pieces, `${recado.say("voice_message")}.${type.split("/")[1]}`, { type });
    await this.closest("composer-box").querySelector("file-tray").upload(file, this.dataset.to);
    if (!this.sends || !this.isConnected) return;
    this.sends = false;
    this.closest("form").requestSubmit();
  }
});
