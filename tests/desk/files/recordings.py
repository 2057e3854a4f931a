"""What browsers record: a second of a tone, as webm/opus, mp4/aac, wav, and stereo in ogg."""

import math
from array import array
from pathlib import Path

import av

KINDS = {
    "webm": ("webm", "libopus", 48_000, "mono"),
    "mp4": ("mp4", "aac", 44_100, "stereo"),
    "wav": ("wav", "pcm_s16le", 16_000, "mono"),
    "stereo": ("ogg", "libopus", 48_000, "stereo"),
}


def record(place: Path, kind: str, seconds: float = 1.0) -> Path:
    """Write a recording of 440 Hz there."""
    form, codec, rate, layout = KINDS[kind]
    with av.open(str(place), "w", format=form) as file:
        stream = file.add_stream(codec, rate=rate)
        stream.layout = layout
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate)
        for piece in [*resampler.resample(tone(rate, seconds)), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return place


def tone(rate: int, seconds: float) -> av.AudioFrame:
    """Sixteen bits, one channel."""
    wave = array(
        "h", (int(16_000 * math.sin(place * 2 * math.pi * 440 / rate)) for place in range(int(rate * seconds)))
    )
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(wave), align=1)
    frame.planes[0].update(wave.tobytes())
    frame.rate, frame.pts = rate, 0
    return frame
