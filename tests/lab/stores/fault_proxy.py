#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store's connection as bad as one wants it, on loopback: passes on to UPSTREAM what comes at LISTEN.

    fault_proxy.py LISTEN UPSTREAM

Lines on its standard input say what happens from then on, each answered by "ok":
    pass                     all goes on as it comes
    cut BYTES                each answer ends after so many bytes, by a reset
    lose                     each request reaches the store, its answer does not come back: a reset instead
    refuse                   each connection is reset at once
    hole                     nothing is answered any more
    status CODE COUNT        the next COUNT requests are answered with this status, and do not reach the store
    count                    answered by "ok N": requests since the line before that said so
Connections that are open end at each line but "count". Ends at the end of its input."""
import asyncio, os, socket, struct, sys

mode, left, requests, open_ones = ["pass"], 0, 0, set()


def reset(writer):
    line = writer.get_extra_info("socket")
    if not writer.is_closing():
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def up(reader, writer):
    """What the client sends; a request begins where bytes come after an answer."""
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.write_eof()


async def down(reader, writer):
    got = 0
    while data := await reader.read(65536):
        if mode[0] == "lose":
            return reset(writer)
        if mode[0] == "cut" and got + len(data) > int(mode[1]):
            writer.write(data[:max(0, int(mode[1]) - got)])
            await writer.drain()
            return writer.close()
        got += len(data)
        writer.write(data)
        await writer.drain()
    writer.close()


async def serve(reader, writer):
    global left, requests
    requests += 1
    open_ones.add(writer)
    try:
        if mode[0] == "refuse":
            return reset(writer)
        if mode[0] == "hole":
            await reader.read()
            return
        if mode[0] == "status" and left > 0:
            left -= 1
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 %s Injected\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % mode[1].encode())
            await writer.drain()
            writer.write_eof()
            await reader.read()
            return writer.close()
        back, there = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
        await asyncio.gather(up(reader, there), down(back, writer))
        there.close()
    except (OSError, asyncio.IncompleteReadError):
        writer.close()
    finally:
        open_ones.discard(writer)


async def main():
    global mode, left, requests
    await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ok", flush=True)
    while line := (await lines.readline()).decode().split():
        if line == ["count"]:
            print("ok", requests, flush=True)
            requests = 0
            continue
        mode, left = line, int(line[2]) if line[0] == "status" else 0
        for writer in list(open_ones):
            reset(writer)
        print("ok", flush=True)
    os._exit(0)  # whatever is open


asyncio.run(main())
