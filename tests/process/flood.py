"""Two thousand connections at a time from one address, that say nothing or begin something, until stdin ends.

`python flood.py PORT`: prints `full` when the first two thousand were tried.
"""

import selectors
import socket
import sys
import time

AT_A_TIME = 2_000


def main(port: int) -> None:
    """Dial again for every connection that is hung up on."""
    watching = selectors.DefaultSelector()
    watching.register(sys.stdin, selectors.EVENT_READ)
    tried = 0
    while True:
        while len(watching.get_map()) <= AT_A_TIME and tried % 50 != 49:
            tried += 1
            line = socket.socket()
            line.setblocking(False)  # noqa: FBT003 - the shape of the library
            line.connect_ex(("127.0.0.1", port))
            watching.register(line, selectors.EVENT_READ)
        tried += 1
        if tried == AT_A_TIME:
            sys.stdout.write("full\n")
            sys.stdout.flush()
        for key, _events in watching.select(0.001):
            if key.fileobj is sys.stdin:
                return
            watching.unregister(key.fileobj)
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        time.sleep(0.001)


if __name__ == "__main__":
    main(int(sys.argv[1]))
