// <audio-wave> plays a recording; its wave is drawn from the sound itself, once it comes into sight.
const BARS = 29;
const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) target.draw();
}, { rootMargin: "200px" });

customElements.define("audio-wave", class extends HTMLElement {
  connectedCallback() {
    this.peaks ||= Array(BARS).fill(0.15);
    this.button = this.querySelector("button");
    this.button.onclick = () => this.toggle();
    this.path();
    near.observe(this);
  }

  disconnectedCallback() {
    near.unobserve(this);
    this.audio?.pause();
  }

  async draw() {
    near.unobserve(this);
    try {
      const bytes = await (await fetch(this.dataset.src)).arrayBuffer();
      const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes);
      const samples = sound.getChannelData(0);
      const width = Math.floor(samples.length / BARS) || 1;
      const loud = Array.from({ length: BARS }, (_, bar) => samples.subarray(bar * width, (bar + 1) * width).reduce((most, one) => Math.max(most, Math.abs(one)), 0));
      const most = Math.max(...loud, 0.01);
      this.peaks = loud.map((peak) => Math.max(0.12, peak / most));
      this.length = sound.duration;
      this.path();
    } catch {
      this.path();
    }
  }

  toggle() {
    this.audio ||= this.player();
    if (this.audio.paused) this.audio.play();
    else this.audio.pause();
  }

  player() {
    const audio = new Audio(this.dataset.src);
    for (const name of ["play", "pause", "ended", "timeupdate"]) audio.addEventListener(name, () => this.path());
    return audio;
  }

  path() {
    const playing = this.audio && !this.audio.paused;
    const length = this.length || (Number.isFinite(this.audio?.duration) ? this.audio.duration : 0);
    const at = this.audio?.currentTime || 0;
    const heard = length ? Math.round((BARS * at) / length) : 0;
    const bars = this.peaks.map((peak, bar) => `M${2 + bar * 5} ${14 - 12 * peak}v${24 * peak}`);
    const [rest, past] = this.querySelectorAll("path");
    past.setAttribute("d", bars.slice(0, heard).join(""));
    rest.setAttribute("d", bars.slice(heard).join(""));
    const shown = Math.round(playing || at ? at : length);
    this.querySelector("time").textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    this.classList.toggle("is-playing", Boolean(playing));
    this.button.setAttribute("aria-label", playing ? this.dataset.pause : this.dataset.play);
  }
});
