#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file server that misbehaves: passes everything on to a real one until a line of its standard input says
otherwise, and ends with it. Says "ready" when it listens, and to each line how many answers went through since
the one before ("done 7").

    smb_proxy.py ADDRESS TARGET

    pass       everything goes through again
    delay N    each answer comes N seconds late
    hold N     after N more answers none comes, and nothing breaks
    cut N      of each of the next N answers the first half comes, and then the end of the connection
"""
import socket
import sys
import threading
import time

# An encrypted message that says nothing but "pending" ([MS-SMB2] 3.3.4.4), which comes or not as time will have
# it: heads of NetBIOS, encryption and SMB, and an empty body.
PENDING = 4 + 52 + 64 + 9

changed = threading.Condition()
delay = 0.0
left = None  # how many answers may go through; None: all
cuts = 0
answered = 0


def obey(line):
    """How many answers went through since the last time."""
    global delay, left, cuts, answered
    word, *more = line.split()
    with changed:
        delay = float(more[0]) if word == "delay" else 0.0
        left = int(more[0]) if word == "hold" else None
        cuts = int(more[0]) if word == "cut" else 0
        changed.notify_all()
        passed, answered = answered, 0
        return passed


def is_to_be_cut(message):
    """Waits for as long as an answer has to."""
    global left, cuts, answered
    with changed:
        changed.wait_for(lambda: left is None or left > 0)
    if len(message) <= PENDING:
        return False
    time.sleep(delay)
    with changed:
        if left is not None:
            left -= 1
        answered += 1
        if cuts == 0:
            return False
        cuts -= 1
        return True


def read(sock, size):
    data = b""
    while len(data) < size:
        part = sock.recv(size - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


def requests(client, server):
    try:
        while data := client.recv(65536):
            server.sendall(data)
        server.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def answers(client, server):
    try:
        while True:
            head = read(server, 4)  # zero, and the length in three bytes ([MS-SMB2] 2.1)
            message = head + read(server, int.from_bytes(head[1:], "big"))
            if is_to_be_cut(message):
                client.sendall(message[: len(message) // 2])
                break
            client.sendall(message)
    except OSError:
        pass
    for end in client, server:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        end.close()


def serve(listener, target):
    while True:
        client, _ = listener.accept()
        try:
            server = socket.create_connection((target, 445))
        except OSError:
            client.close()
            continue
        for work in requests, answers:
            threading.Thread(target=work, args=(client, server), daemon=True).start()


address, target = sys.argv[1:]
listener = socket.create_server((address, 445))
threading.Thread(target=serve, args=(listener, target), daemon=True).start()
print("ready", flush=True)
for line in sys.stdin:
    print("done", obey(line), flush=True)
