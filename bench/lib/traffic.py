#!/usr/bin/env python3
"""Counts the bytes of TCP's payload that pass over the loopback interface, by who sends them, until SIGTERM; then prints them.

usage: traffic.py NET GIT_PORT FIRST_PORT LAST_PORT     (NET: the fleet's network, such as 127.38)

Prints "git=BYTES worker=BYTES hosts=BYTES lost=PACKETS": what the git server sends, what is sent to sshd of hosts, and what
hosts send each other at their ports from FIRST_PORT to LAST_PORT.
"""
import signal
import socket
import struct
import sys

net, git, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
prefix = bytes(int(part) for part in net.split("."))
counts = {"git": 0, "worker": 0, "hosts": 0}
PACKET_HOST, SOL_PACKET, PACKET_STATISTICS = 0, 263, 6

packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
packets.setsockopt(socket.SOL_SOCKET, 33, 256 << 20)  # SO_RCVBUFFORCE
packets.bind(("lo", 0x0800))


class Over(Exception):
    pass


def stop(*_):
    raise Over


signal.signal(signal.SIGTERM, stop)
head = bytearray(80)
print("counting", flush=True)
try:
    while True:
        size, address = packets.recvfrom_into(head)
        if address[2] != PACKET_HOST or head[9] != socket.IPPROTO_TCP:
            continue
        length = struct.unpack_from(">H", head, 2)[0]
        start = (head[0] & 15) * 4
        source, target = struct.unpack_from(">HH", head, start)
        payload = length - start - (head[start + 12] >> 4) * 4
        if payload <= 0:
            continue
        if source == git:
            counts["git"] += payload
        elif target == 22 and head[16 : 16 + len(prefix)] == prefix:
            counts["worker"] += payload
        elif first <= source <= last and head[12 : 12 + len(prefix)] == prefix:
            counts["hosts"] += payload
except Over:
    pass
_, lost = struct.unpack("II", packets.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
print(" ".join(f"{name}={count}" for name, count in counts.items()), f"lost={lost}", flush=True)
