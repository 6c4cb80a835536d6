#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to an object store, and what can happen on it: passes HTTP/1.1 on until a line of its standard input
says otherwise, and ends with it. Says "ready" when it listens, and to each line how many requests came since it
said so last ("done 7"); connections that were there end with each line but "count".

    fault_proxy.py PORT TARGET-PORT          both on 127.0.0.1

    pass            everything goes through again
    refuse          nobody listens
    blackhole       connections are taken, and nothing comes out of them
    reset N         a connection is reset after N bytes from the client
    reset_answer N  the same after N bytes of an answer
    truncate N      the same, but the connection ends in order
    lose            requests are carried out, and instead of the answer the connection ends
    error N [M]     each request is answered by the status N; only the next M, and then all passes
    latency S       each answer comes S seconds late
    link S N        the same, and all answers together come at N bytes per second
    rate N          N bytes per second, each way, of each connection
    at N LINE       all passes but the Nth request from now on: what LINE says happens to it alone
    count           nothing changes
"""
import asyncio
import socket
import struct
import sys

PIECE = 256 * 1024

word, value = "pass", 0.0
left = None  # how many requests it concerns; None: all
later = None  # at which request another word comes, and that
requests, begun = 0, 0  # that came: since they were told, and at all
connections = set()  # transports of clients
shared, free = 0.0, 0.0  # bytes per second of the link, and when it is free again


def reset(writer):
    sock = writer.get_extra_info("socket")
    if sock is not None and sock.fileno() >= 0:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def crossing(size):
    global free
    now = asyncio.get_running_loop().time()
    free = max(free, now) + size / shared
    await asyncio.sleep(free - now)


class Connection:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.asked = False  # a request has gone on since the last answer
        self.body = 0  # bytes of the request that are still to come
        self.word, self.value = word, value

    def count(self, data):
        """Requests by their heads: what does not belong to a body begins one. Clients here wait for each answer."""
        if self.body > 0:
            self.body = max(0, self.body - len(data))
            return
        head, end, rest = data.partition(b"\r\n\r\n")
        if end:
            self.begin()
            for line in head.split(b"\r\n"):
                name, _, text = line.partition(b":")
                if name.lower() == b"content-length":
                    self.body = max(0, int(text) - len(rest))

    def begin(self):
        global requests, begun, left
        requests += 1
        begun += 1
        self.word, self.value = word, value
        if later is not None:
            if begun == later[0]:
                self.word, self.value = later[1:]
        elif left is not None:
            left -= 1
            if left < 0:
                self.word = "pass"

    async def up(self, upstream):
        sent = 0
        while data := await self.reader.read(PIECE):
            self.count(data)
            if self.word == "blackhole":
                continue
            if self.word == "error":
                await self.refuse_politely()
                continue
            self.asked = True
            if self.word == "rate":
                await asyncio.sleep(len(data) / self.value)
            if self.word == "reset" and sent + len(data) > self.value:
                upstream.write(data[: max(0, int(self.value) - sent)])
                await upstream.drain()
                return reset(self.writer)
            sent += len(data)
            upstream.write(data)
            await upstream.drain()
        upstream.write_eof()

    async def down(self, answers):
        came = 0
        while data := await answers.read(PIECE):
            if self.asked:
                self.asked, came = False, 0
                if self.word in ("latency", "link"):
                    await asyncio.sleep(self.value)
                elif self.word == "lose":
                    return reset(self.writer)
            if self.word == "rate":
                await asyncio.sleep(len(data) / self.value)
            if self.word == "link":
                await crossing(len(data))
            if self.word in ("reset_answer", "truncate") and came + len(data) > self.value:
                self.writer.write(data[: max(0, int(self.value) - came)])
                await self.writer.drain()
                return self.writer.close() if self.word == "truncate" else reset(self.writer)
            came += len(data)
            self.writer.write(data)
            await self.writer.drain()
        self.writer.close()

    async def refuse_politely(self):
        while self.body > 0:
            data = await self.reader.read(min(PIECE, self.body))
            if not data:
                return
            self.body -= len(data)
        self.writer.write(b"HTTP/1.1 %d Injected\r\nContent-Length: 0\r\n\r\n" % int(self.value))
        await self.writer.drain()

    async def serve(self):
        answers, upstream = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]), limit=PIECE)
        try:
            both = [asyncio.ensure_future(work) for work in (self.up(upstream), self.down(answers))]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for work in both:
                work.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        finally:
            upstream.transport.abort()


async def on_client(reader, writer):
    connections.add(writer)
    try:
        await Connection(reader, writer).serve()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        connections.discard(writer)
        if not writer.transport.is_closing():
            reset(writer)


async def main():
    global word, value, left, later, requests, shared
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    server, answer = None, "ready"
    while True:
        if word != "refuse" and server is None:
            server = await asyncio.start_server(on_client, "127.0.0.1", int(sys.argv[1]), limit=PIECE, backlog=512)
        elif word == "refuse" and server is not None:
            server.close()
            server = None
        print(answer, flush=True)
        line = (await lines.readline()).decode().split()
        if not line:
            return
        answer, requests = f"done {requests}", 0
        if line == ["count"]:
            continue
        later = None
        if line[0] == "at":
            later = begun + int(line[1]), line[2], float(line[3]) if len(line) > 3 else 0.0
            line = ["pass"]
        word, value = line[0], float(line[1]) if len(line) > 1 else 0.0
        left = None
        if word == "link":
            shared = float(line[2])
        elif len(line) > 2:
            left = int(line[2])
        for writer in list(connections):
            reset(writer)


asyncio.run(main())
