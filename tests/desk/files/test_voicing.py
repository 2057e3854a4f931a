"""What a browser recorded becomes a voice note that plays on every phone (WA23, F13)."""

from pathlib import Path

import av
import pytest

from recado.desk.files import voicing
from tests.desk.files.recordings import record


def heard(note: Path) -> tuple[str, int, int, float, int]:
    """Codec, channels, rate, seconds and the loudest sample of a file."""
    with av.open(str(note)) as file:
        stream = file.streams.audio[0]
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        frames = [piece for frame in file.decode(stream) for piece in resampler.resample(frame)]
        loudest = max(max(memoryview(bytes(frame.planes[0])).cast("h")[: frame.samples]) for frame in frames)
        seconds = sum(frame.samples for frame in frames) / 48_000
        return stream.codec_context.name, stream.channels, stream.rate, seconds, loudest


@pytest.mark.parametrize("kind", ["webm", "mp4", "wav", "stereo"])
def test_WA23_F13_every_recording_becomes_ogg_with_opus_in_one_channel(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "note.ogg"
    lasted = voicing.to_ogg(record(tmp_path / "recording", kind), target)
    codec, channels, rate, seconds, loudest = heard(target)
    assert (codec in ("opus", "libopus"), channels, rate) == (True, 1, 48_000)
    assert lasted == pytest.approx(1.0, abs=0.08)
    assert seconds == pytest.approx(1.0, abs=0.08)
    assert loudest > 8_000
    assert voicing.is_ogg_opus(target)


def test_WA23_only_one_channel_of_opus_in_ogg_is_a_voice_note_already(tmp_path: Path) -> None:
    kinds = ("webm", "mp4", "wav", "stereo")
    assert not any(voicing.is_ogg_opus(record(tmp_path / kind, kind)) for kind in kinds)


@pytest.mark.parametrize("seconds", [0.02, 20])
def test_a_word_and_a_speech_keep_their_length(tmp_path: Path, seconds: float) -> None:
    lasted = voicing.to_ogg(record(tmp_path / "recording", "wav", seconds), tmp_path / "note.ogg")
    assert lasted == pytest.approx(seconds, abs=0.05)


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"\x1aE\xdf\xa3" + b"\0" * 500])
def test_what_holds_no_sound_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "recording"
    source.write_bytes(content)
    with pytest.raises(voicing.Unheard):
        voicing.to_ogg(source, tmp_path / "note.ogg")


def test_a_list_that_names_another_file_of_this_machine_is_no_recording(tmp_path: Path) -> None:
    record(tmp_path / "of-another", "wav")
    listed = tmp_path / "list"
    listed.write_text("ffconcat version 1.0\nfile of-another\n")
    with pytest.raises(voicing.Unheard):
        voicing.to_ogg(listed, tmp_path / "note.ogg")


def test_hours_of_silence_in_a_small_file_do_not_keep_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voicing, "LONGEST", 2)
    with pytest.raises(voicing.Unheard, match="longer than"):
        voicing.to_ogg(record(tmp_path / "silence", "wav", 5.0), tmp_path / "note.ogg")
