"""Turn what a browser recorded into a voice note: Ogg with Opus, mono, as messengers play it (WA23)."""

from pathlib import Path

import av
import av.error

RATE = 48_000
LONGEST = 3600  # seconds; four megabytes can hold six hours of silence, and a worker would be deaf for minutes
# Without it a list of other files of this machine would be a recording too.
CONTAINERS = {
    "format_whitelist": "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,ogg,wav,mp3,aac,amr,flac",
    "protocol_whitelist": "file",
}


class Unheard(ValueError):
    """The recording holds no sound that can be read."""


def to_ogg(source: Path, target: Path) -> float:
    """Write `source` (webm, mp4, wav …) to `target` as Ogg/Opus; gives its length in seconds. Raises Unheard."""
    try:
        with av.open(str(source), options=CONTAINERS) as heard, av.open(str(target), "w", format="ogg") as note:
            return _transcode(heard, note)
    except (av.error.FFmpegError, IndexError, ValueError) as wrong:
        raise Unheard(f"the recording cannot be read: {wrong}") from wrong


def is_ogg_opus(path: Path) -> bool:
    """Whether the file is a voice note already: one channel, as its identification header says (RFC 7845, 5.1)."""
    with path.open("rb") as file:
        head = file.read(64)
    start = head.find(b"OpusHead")
    return head.startswith(b"OggS") and start > 0 and head[start + 9 : start + 10] == b"\x01"


def _transcode(heard: "av.container.InputContainer", note: "av.container.OutputContainer") -> float:
    stream = note.add_stream("libopus", rate=RATE)
    stream.bit_rate = 32_000
    stream.layout = "mono"
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    samples = 0
    for frame in heard.decode(heard.streams.audio[0]):
        for piece in resampler.resample(frame):
            samples += piece.samples
            note.mux(stream.encode(piece))
        if samples > LONGEST * RATE:
            raise ValueError(f"longer than {LONGEST // 60} minutes")
    for piece in resampler.resample(None):
        samples += piece.samples
        note.mux(stream.encode(piece))
    note.mux(stream.encode(None))
    if not samples:
        raise ValueError("no sound")
    return samples / RATE
