"""One media file, written so that little is lost when this process is killed: Matroska in small clusters.

With these options a kill costs 0.15 s of a moving picture and of sound, 0.4 s of a still one; the muxer's own would
cost over 4 s.
"""

import os
import threading
from collections.abc import Iterable
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

from recordings import picture_encoder
from recordings.picture_codecs import picture_codec
from recordings.picture_encoder import PictureEncoder, PictureTrack
from recordings.sound_encoder import BIT_RATE, RATE, SAMPLE, SoundEncoder
from recordings.sources.base import Picture, SoundBlock

CONTAINER_OPTIONS = {
    "cluster_time_limit": "120",
    "flush_packets": "1",
    "max_interleave_delta": "120000",
}
IN_MEMORY_US = 500_000
"""What the muxer may hold back: a cluster and the time to bring picture and sound into order, and as much again."""


class MediaWriter:
    """Writes one file. Pictures and sound may come from two threads; `close` from a third.

    Errors of the disk come out of `add_picture`, `add_sound` and `close` as FFmpeg's or the system's own.

    Attributes:
        saved_us: machine clock up to which everything is on the disk.
        unsynced: why the disk did not confirm the end of a file that is closed.
    """

    def __init__(self, path: Path, origin_us: int, picture: PictureTrack | None, *, sound: bool) -> None:
        self.path = path
        self.origin_us = origin_us
        self.picture = picture
        self.has_sound = sound
        self.frames = 0
        self.saved_us = origin_us
        self.unsynced: OSError | None = None
        self._lock = threading.Lock()
        self._open = True
        # Before the muxer does: somebody may take the file away between the two.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self._begin(path, picture, sound=sound)
        except BaseException:
            os.close(self._descriptor)
            raise

    def _begin(self, path: Path, picture: PictureTrack | None, *, sound: bool) -> None:
        self._container = av.open(str(path), "w", format="matroska", options=CONTAINER_OPTIONS)
        self._pictures = self._add_pictures(picture) if picture else None
        self._sound = self._add_sound() if sound else None
        self._container.start_encoding()

    @property
    def written_us(self) -> int:
        """Machine clock of the last thing given to the muxer."""
        ends = [self.origin_us]
        if self._pictures:
            ends.append(self._pictures.written_us)
        if self._sound:
            ends.append(self._sound.written_us)
        return max(ends)

    @property
    def is_in_place(self) -> bool:
        """Whether the file is still where it was begun; a disk that does not answer leaves that open."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), self.path.stat())
        except (FileNotFoundError, NotADirectoryError):
            return not self._open
        except OSError:
            return True

    def add_picture(self, picture: Picture) -> None:
        """Encode and write a picture. Those before the file's origin count as at it."""
        with self._lock:
            if self._pictures and self._open:
                moment = max(picture.clock_us, self.origin_us)
                self._mux(self._pictures.encode(picture.frame, moment, repeat=picture.repeat))
                self.frames += 1

    def add_sound(self, block: SoundBlock) -> bool:
        """Encode and write some sound; False if this file is closed or carries none."""
        with self._lock:
            if not (self._sound and self._open):
                return False
            self._mux(self._sound.encode(block))
            return True

    def sync(self) -> None:
        """Bring what the muxer has handed over from the system's memory to the disk."""
        written_us = self.written_us
        with self._lock:
            if not self._open:
                return
            descriptor = os.dup(self._descriptor)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)
        self.saved_us = max(self.saved_us, written_us - IN_MEMORY_US)

    def close(self, end_us: int) -> int:
        """End the file at that machine clock and return its duration in µs. Idempotent.

        Raises:
            OSError, av.FFmpegError: the end could not be written; what was written before is readable.
        """
        with self._lock:
            if not self._open:
                return self.written_us - self.origin_us
            self._open = False
            try:
                self._finish(end_us)
                self._sync_end()
            finally:
                os.close(self._descriptor)
        return self.written_us - self.origin_us

    def _finish(self, end_us: int) -> None:
        try:
            if self._pictures:
                last = self._pictures.again(end_us)
                self.frames += bool(last)
                self._mux(last)
                self._mux(self._pictures.finish())
            if self._sound:
                self._mux(self._sound.finish())
        finally:
            self._container.close()

    def _sync_end(self) -> None:
        """The file is whole also where the disk does not confirm it: that is told, and is no failure to write."""
        try:
            _sync(self._descriptor)
        except OSError as error:
            self.unsynced = error
        else:
            self.saved_us = self.written_us

    def _add_pictures(self, picture: PictureTrack) -> PictureEncoder:
        encoder = picture_codec()
        options = picture_encoder.options(picture, encoder)
        stream = self._container.add_stream(encoder.name, rate=picture.fps, options=options)
        assert isinstance(stream, VideoStream)
        picture_encoder.prepare(stream.codec_context, picture, encoder)
        return PictureEncoder(stream, self.origin_us)

    def _add_sound(self) -> SoundEncoder:
        stream = self._container.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        stream.codec_context.bit_rate = BIT_RATE
        stream.codec_context.time_base = SAMPLE
        return SoundEncoder(stream, self.origin_us)

    def _mux(self, packets: "Iterable[Packet[AudioStream]] | Iterable[Packet[VideoStream]]") -> None:
        for packet in packets:
            self._container.mux_one(packet)


def _sync(descriptor: int) -> None:
    """Wait until the file's bytes are on the disk; its times of access do not matter."""
    getattr(os, "fdatasync", os.fsync)(descriptor)
