"""OpenCV as this program wants it: import it from here, and from nowhere else.

It brings its own Qt and sets environment variables for it when it is imported; they are removed at once, so that
neither our own Qt nor a child process finds them.
"""

import os

# Why a camera cannot be opened is said by us, in a sentence; an environment that wants to hear more may say so.
os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
# Video4Linux knows no timeout but this one, in whole seconds; it would wait for ten.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
_before = dict(os.environ)
import cv2  # noqa: E402  # the environment before it must be known

for _name in [name for name in os.environ if name.startswith("QT_") and name not in _before]:
    del os.environ[_name]
os.environ.update({name: value for name, value in _before.items() if name.startswith("QT_")})

__all__ = ["cv2"]
