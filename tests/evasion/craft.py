# SPDX-License-Identifier: BSD-2-Clause
"""What hostile mails are made of: payloads, parts, multiparts, and the list they end up in."""
import base64
import dataclasses
import random

# Put together here, so that this file itself is not taken for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!" + "$H+H*").encode()
EICAR_NEEDLE = ("EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE").encode()
ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
HEAD = (b"From: Taro Yamada <yamada@example.com>\r\nTo: sato@town.example.lg.jp\r\n"
        b"Subject: Estimate\r\nDate: Sun, 22 Nov 2026 10:00:00 +0900\r\n"
        b"Message-ID: <estimate@example.com>\r\nMIME-Version: 1.0\r\n")
OCTETS = b"application/octet-stream"


@dataclasses.dataclass
class Mail:
    name: str
    family: str
    technique: str
    source: str
    raw: bytes
    token: bytes
    forbidden: bool
    findings: list
    hidden: bool  # deeper than the searcher digs, so that it need not find it in the input
    in_allowed: bool  # within a file that a policy may deliver whole (a picture, a PDF)


class Makers:
    """Collects mails; `with_payload` gives the next one's payload and remembers its token."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.mails = []
        self.turn = 0
        self.needle = b""

    def token(self):
        self.needle = "".join(self.random.choice(ALPHABET) for _ in range(22)).encode()
        return self.needle

    def script(self):
        """A batch file: ASCII, so that it survives every transfer encoding."""
        return b"@echo off\r\nrem " + self.token() + b"\r\nstart calc.exe\r\n"

    def payload(self):
        """EICAR and scripts with a token take turns: one the scanner knows, one it does not."""
        self.turn += 1
        if self.turn % 2:
            self.needle = EICAR_NEEDLE
            return EICAR
        return self.script()

    def add(self, family, technique, raw, findings=(), *, source="own", forbidden=True, hidden=False,
            in_allowed=False):
        name = f"{len(self.mails):03}-{family}-{technique}"
        self.mails.append(Mail(name, family, technique, source, raw, self.needle, forbidden,
                               list(findings), hidden, in_allowed))


def crlf(data):
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def b64(data, width=76):
    line = base64.b64encode(data)
    return b"\r\n".join(line[i:i + width] for i in range(0, len(line), width)) + b"\r\n"


def qp(data):
    """Every byte as =XX: one reading only for who decodes, none for who does not."""
    line = b"".join(b"=%02X" % byte for byte in data)
    return b"=\r\n".join(line[i:i + 72] for i in range(0, len(line), 72)) + b"\r\n"


def encoded(data, how):
    return {"base64": b64, "quoted-printable": qp}.get(how, lambda d: d + b"\r\n")(data)


def part(headers, body):
    """An entity; headers may use LF for readability, the body is taken as it is."""
    return crlf(headers) + b"\r\n" + body


def text(body=b"Please find the estimate attached.\r\n", kind=b"plain"):
    return part(b"Content-Type: text/" + kind + b"; charset=utf-8\n", body)


def attached(data, name=b"estimate.exe", kind=OCTETS, how="base64"):
    return part(b"Content-Type: " + kind + b'; name="' + name + b'"\n'
                b'Content-Disposition: attachment; filename="' + name + b'"\n'
                b"Content-Transfer-Encoding: " + how.encode() + b"\n", encoded(data, how))


def joined(boundary, *entities, end=True):
    body = b"".join(b"--" + boundary + b"\r\n" + e.rstrip(b"\r\n") + b"\r\n" for e in entities)
    return body + (b"--" + boundary + b"--\r\n" if end else b"")


def mail(headers, body):
    """A mail with our usual headers, these, and a body."""
    return HEAD + part(headers, body)


def multipart(*entities, boundary=b"b1", kind=b"mixed", end=True, before=b"", behind=b""):
    """A mail of one multipart."""
    return mail(b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\n',
                before + joined(boundary, *entities, end=end) + behind)


def nested(*entities, boundary=b"b2", kind=b"mixed", headers=b""):
    """A multipart as an entity."""
    return part(b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\n' + headers,
                joined(boundary, *entities))
