"""Make a voice note of what a browser recorded, as a phone would have recorded it: Ogg with Opus, one channel."""

from io import BytesIO

import av
import av.error

RATE = 48_000
MIME = "audio/ogg; codecs=opus"


class Unheard(ValueError):
    """There is no sound in it."""


def voice(recorded: bytes) -> bytes:
    """The recording (webm, mp4, ogg …) as a voice note. Raises Unheard."""
    note = BytesIO()
    try:
        with av.open(BytesIO(recorded), "r") as heard, av.open(note, "w", format="ogg") as written:
            stream = written.add_stream("libopus", rate=RATE)
            stream.bit_rate, stream.layout = 24_000, "mono"
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in [*heard.decode(heard.streams.audio[0]), None]:
                for piece in resampler.resample(frame):
                    written.mux(stream.encode(piece))
            written.mux(stream.encode(None))
    except (av.error.FFmpegError, IndexError, ValueError) as wrong:
        raise Unheard(str(wrong)) from wrong
    return note.getvalue()
