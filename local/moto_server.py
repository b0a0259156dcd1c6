"""Starts moto server with the patches of moto_patches, as the embedded AWS of the demo and the tests.

    python local/moto_server.py [--host ADDRESS] [--port PORT] [--until-stdin-closes] [--verbose]

Prints its URL as the first line of standard output once it answers. Listens on
loopback unless told otherwise.
"""

import argparse
import logging
import signal
import sys
import threading

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

import moto_patches  # noqa: F401  importing it applies them
import organization  # noqa: F401  importing it adds its requests


def main() -> None:
    parser = argparse.ArgumentParser(description="moto server that answers as AWS does where Nodepath looks")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; default: loopback")
    parser.add_argument("--port", type=int, default=0, help="default: any free port")
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="end when standard input does: whoever started it through a pipe cannot leave it behind",
    )
    parser.add_argument("--verbose", action="store_true", help="log each request to standard error")
    arguments = parser.parse_args()

    logging.getLogger("werkzeug").setLevel(logging.INFO if arguments.verbose else logging.WARNING)
    server = ThreadedMotoServer(ip_address=arguments.host, port=arguments.port, verbose=False)
    server.start()

    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    if arguments.until_stdin_closes:
        threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()

    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    done.wait()


if __name__ == "__main__":
    main()
