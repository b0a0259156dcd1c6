"""A proxy before moto: each call takes as long as one to a service some way off, and is written down.

In rounds it shows what waits for what, however fast or slow machine and program are: it holds all calls back until the
program does nothing but wait for them, lets them through together, and begins again when all are answered. Calls of one
round do not depend on each other; a call of the next round was not made before those were answered.
"""

import asyncio
import contextlib
import re
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

# JSON calls name their operation in a header, query calls in the body, REST calls in method and path.
REST = [
    ("eks", "GET", r"/clusters", "ListClusters"),
    ("eks", "GET", r"/clusters/[^/]+", "DescribeCluster"),
    ("eks", "GET", r"/clusters/[^/]+/node-groups", "ListNodegroups"),
    ("eks", "GET", r"/clusters/[^/]+/node-groups/[^/]+", "DescribeNodegroup"),
    ("eks", "GET", r"/clusters/[^/]+/fargate-profiles", "ListFargateProfiles"),
    ("eks", "GET", r"/clusters/[^/]+/fargate-profiles/[^/]+", "DescribeFargateProfile"),
    ("eks", "GET", r"/clusters/[^/]+/pod-identity-associations", "ListPodIdentityAssociations"),
    ("securityhub", "POST", r"/findings", "GetFindings"),
    ("securityhub", "POST", r"/findings/import", "BatchImportFindings"),
    ("securityhub", "PATCH", r"/findings/batchupdate", "BatchUpdateFindings"),
]


@dataclass(frozen=True)
class Call:
    action: str
    """As IAM names it: ec2:DescribeSubnets."""
    start: float
    end: float
    round: int
    """From 1; 0 where calls were not held back."""


class SlowAws:
    """Use as a context manager. Times are those of time.monotonic()."""

    def __init__(self, target, delay=0.05):
        self._target = urlsplit(target)
        self._delay = delay
        self._quiet = None  # where it is set, calls are held back
        self._loop = asyncio.new_event_loop()
        self.forget()

    def forget(self):
        """Before each measurement, when no call is on its way."""
        self.calls = []
        self.connections = 0
        self._round = 0
        self._held = []
        self._on_their_way = 0

    @contextlib.contextmanager
    def in_rounds(self, idle, quiet=0.5):
        """Holds calls back until for `quiet` seconds none has come and idle() has been true."""
        self._idle, self._quiet = idle, quiet
        try:
            yield
        finally:
            self._quiet = None

    def __enter__(self):
        server = self._loop.run_until_complete(asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=256))
        self.url = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join()
        self._loop.close()

    def _end(self):
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_soon(self._loop.stop)

    async def _connection(self, reader, writer):
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(int(header(head, "content-length") or 0))
                start = time.monotonic()
                round_ = await self._let_through()
                answer = await self._answer(head, body)
                writer.write(answer)
                self.calls.append(Call(action(head, body), start, time.monotonic(), round_))
                if round_:
                    self._on_their_way -= 1
                await writer.drain()
        writer.close()

    async def _let_through(self):
        if self._quiet is None:
            await asyncio.sleep(self._delay)
            return 0
        turn = self._loop.create_future()
        self._held.append(turn)
        if len(self._held) == 1:
            self._loop.create_task(self._next_round())
        return await turn

    async def _next_round(self):
        last = time.monotonic()
        known = 0
        while time.monotonic() - last < self._quiet:
            await asyncio.sleep(0.01)
            if self._on_their_way or known != len(self._held) or not self._idle():
                last, known = time.monotonic(), len(self._held)
        self._round += 1
        self._on_their_way, held, self._held = len(self._held), self._held, []
        for turn in held:
            turn.set_result(self._round)

    async def _answer(self, head, body):
        reader, writer = await asyncio.open_connection(self._target.hostname, self._target.port)
        try:
            writer.write(re.sub(rb"(?im)^connection:.*\r\n", b"", head)[:-2] + b"Connection: close\r\n\r\n" + body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        kept = [line for line in head.split(b"\r\n")[1:] if not line.lower().startswith((b"connection:", b"content-length:"))]
        status = head.split(b"\r\n")[0].split(b" ", 1)[1]
        return b"\r\n".join([b"HTTP/1.1 " + status, *kept, b"Content-Length: %d" % len(body), b"", body])


def header(head, name):
    found = re.search(rf"(?im)^{name}:[ \t]*(.*?)\r$", head.decode("latin-1"))
    return found and found[1]


def action(head, body):
    method, path = head.decode("latin-1").split(" ", 2)[:2]
    signed = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", header(head, "authorization") or "")
    service = signed[1] if signed else "?"
    target = header(head, "x-amz-target")
    if target:
        return f"{service}:{target.rsplit('.', 1)[-1]}"
    query = re.search(rb"(?:^|&)Action=(\w+)", body)
    if query:
        return f"{service}:{query[1].decode()}"
    for rest in REST:
        if rest[:2] == (service, method) and re.fullmatch(rest[2], urlsplit(path).path.rstrip("/")):
            return f"{service}:{rest[3]}"
    return f"{service}:{method} {path}"
