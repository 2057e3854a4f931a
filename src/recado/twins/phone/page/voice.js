// A voice note: press to record, press again to send.
import { say } from "./words.js";

const HEARD_AS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LEAST = 600; // milliseconds: a slip of the finger is no voice note

export function recorder(button, hand, toast) {
  let machine = null;
  button.hidden = !window.MediaRecorder || !navigator.mediaDevices;
  button.onclick = async () => {
    if (machine) return machine.stop();
    try {
      machine = await begin(button, hand, () => { machine = null; });
    } catch {
      toast(say("no_microphone"));
    }
  };
}

async function begin(button, hand, ended) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const machine = new MediaRecorder(stream, { mimeType: HEARD_AS.find((type) => MediaRecorder.isTypeSupported(type)) });
  const pieces = [];
  const began = Date.now();
  const clock = setInterval(() => show(true, Date.now() - began), 250);
  machine.ondataavailable = ({ data }) => pieces.push(data);
  machine.onstop = () => {
    clearInterval(clock);
    stream.getTracks().forEach((track) => track.stop());
    show(false, 0);
    button.setAttribute("aria-pressed", "false");
    ended();
    if (Date.now() - began > LEAST) hand(new Blob(pieces, { type: machine.mimeType.split(";")[0] }));
  };
  machine.start();
  button.setAttribute("aria-pressed", "true");
  show(true, 0);
  return machine;
}

function show(on, length) {
  const line = document.getElementById("recording");
  const seconds = Math.floor(length / 1000);
  line.hidden = !on;
  document.getElementById("words").hidden = on;
  line.querySelector("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
