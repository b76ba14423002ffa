# SPDX-License-Identifier: BSD-2-Clause
"""The MTA's side of the milter protocol, spoken by hand: for what Postfix never does."""
import socket
import struct

ADD, BODY, CHANGE = 0x01, 0x02, 0x10
NR_HDR, NR_CONN, NR_HELO, NR_MAIL, NR_BODY = 0x80, 0x1000, 0x2000, 0x4000, 0x80000
LEADSPC = 0x100000
ALL_PROTOCOL = 0x1FFFFF
EDITS = b"bhmi"  # body, add, change, insert


class Peer:
    """One connection to a milter. Headers are given with the space after the colon."""

    def __init__(self, path, protocol=ALL_PROTOCOL, actions=0x1FF, version=6):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(path)
        self.tell(b"O", struct.pack(">III", version, actions, protocol))
        kind, data = self.hear()
        if kind == b"O":
            self.version, self.actions, self.protocol = struct.unpack(">III", data[:12])
        self.refused = kind != b"O"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def tell(self, kind, data=b""):
        self.socket.sendall(struct.pack(">I", len(data) + 1) + kind + data)

    def hear(self):
        """One packet: (kind, data); (b"", b"") when the milter hangs up."""
        head = self.exactly(4)
        if not head:
            return b"", b""
        packet = self.exactly(struct.unpack(">I", head)[0])
        return packet[:1], packet[1:]

    def exactly(self, n):
        out = b""
        while len(out) < n:
            try:
                got = self.socket.recv(n - len(out))
            except ConnectionResetError:
                got = b""
            if not got:
                return b""
            out += got
        return out

    def step(self, kind, data, no_reply):
        """A command, and its answer where one was agreed."""
        self.tell(kind, data)
        return b"" if self.protocol & no_reply else self.hear()[0]

    def connect(self, address="127.0.0.2"):
        self.step(b"C", b"client.example.com\0004" + struct.pack(">H", 1234) + address.encode() + b"\0", NR_CONN)
        self.step(b"H", b"client.example.com\0", NR_HELO)

    def envelope(self, sender="yamada@example.com", to=("sato@city.example.lg.jp",)):
        self.step(b"M", f"<{sender}>".encode() + b"\0", NR_MAIL)
        return [self.step(b"R", f"<{address}>".encode() + b"\0", 0) for address in to]

    def header(self, name, value):
        space = b"" if self.protocol & LEADSPC else b" "
        value = value[1:] if space and value.startswith(b" ") else value
        self.step(b"L", name + b"\0" + value + b"\0", NR_HDR)

    def content(self, raw, chunk=65535):
        head, _, body = raw.partition(b"\r\n\r\n")
        for field in head.replace(b"\r\n ", b"\n ").replace(b"\r\n\t", b"\n\t").split(b"\r\n"):
            name, value = field.split(b":", 1)
            self.header(name, value)
        for at in range(0, len(body), chunk):
            self.step(b"B", body[at:at + chunk], NR_BODY)

    def end(self, queue_id="4Peer"):
        """End of message: the list of packets up to the verdict."""
        self.tell(b"D", b"Ei\0" + queue_id.encode() + b"\0")
        self.tell(b"E")
        packets = []
        while True:
            kind, data = self.hear()
            packets.append((kind, data))
            if kind not in EDITS:
                return packets

    def abort(self):
        self.tell(b"A")
