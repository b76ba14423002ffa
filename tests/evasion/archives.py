# SPDX-License-Identifier: BSD-2-Clause
"""Archives that two programs read differently, and all kinds of them with a file inside."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
import zlib

from craft import attached, multipart, text

LIBRARIES = "notes on zip readers (CVE-2024-0450, CVE-2024-27305 kin)"
DATE = (2026, 11, 22, 10, 0, 0)
PIXEL = (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU" + b"\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q" + b"\0\0\0\0IEND\xaeB`\x82")


def zipped(*members, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two members of one name are meant
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = method
            z.writestr(info, data)
        z.comment = comment
    return out.getvalue()


def tarred(*members, mode="w", form=tarfile.USTAR_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if isinstance(data, tuple):
                info.type, info.linkname = data
                t.addfile(info)
            else:
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zeroed(data):
    """gzip without the time of making."""
    return gzip.compress(data, mtime=0)


def changed(data, signature, offset, form, value, last=False):
    """One field of the first (or last) record with this signature."""
    at = (data.rindex if last else data.index)(signature) + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form):]


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def both(d):
    return zipped(("ok.png", PIXEL), ("run.bat", d))


def local_name(d):
    z = zipped(("run.bat", d))
    at = z.index(b"run.bat")
    return z[:at] + b"run.txt" + z[at + 7:]


def hidden_member(d):
    """A local entry in no directory, between the first and the directory."""
    shown, secret = zipped(("ok.png", PIXEL)), zipped(("run.bat", d))
    extra = secret[:secret.index(CENTRAL)]
    at = shown.index(CENTRAL)
    moved = shown[:at] + extra + shown[at:]
    return changed(moved, END, 16, "<I", at + len(extra), last=True)


def end_in_comment(d):
    inner = zipped(("run.bat", d))
    return zipped(("ok.png", PIXEL), comment=inner[:60000])


def extra_name(d):
    """Unicode Path extra field that says another name."""
    field = struct.pack("<BI", 1, zlib.crc32(b"run.txt")) + b"run.bat"
    info = zipfile.ZipInfo("run.txt", DATE)
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(info, d)
    return out.getvalue()


LIES = [
    ("names-disagree", local_name, "archive-names-disagree"),
    ("prefix", lambda d: b"junk" * 20 + both(d), "archive-prefix"),
    ("tail", lambda d: both(d) + b"junk" * 20, "archive-trailing-data"),
    ("concatenated", lambda d: both(d) + zipped(("ok.png", PIXEL)), "archive-concatenated"),
    ("concatenated-back", lambda d: zipped(("ok.png", PIXEL)) + both(d), "archive-concatenated"),
    ("hidden-member", hidden_member, "archive-hidden-member"),
    ("end-in-comment", end_in_comment, "archive-concatenated|archive-malformed"),
    ("duplicate", lambda d: zipped(("a.bat", b"rem\r\n"), ("a.bat", d)), "archive-duplicate-name"),
    ("duplicate-case", lambda d: zipped(("a.bat", b"rem\r\n"), ("A.BAT", d)), "archive-duplicate-name"),
    ("extra-name", extra_name, "archive-names-disagree"),
    ("method-lie", lambda d: changed(both(d), CENTRAL, 10, "<H", 0, last=True), "archive-malformed"),
    ("size-lie", lambda d: changed(both(d), CENTRAL, 24, "<I", 1, last=True), "archive-malformed"),
    ("crc-lie", lambda d: changed(both(d), CENTRAL, 16, "<I", 7, last=True), "archive-malformed"),
    ("local-crc", lambda d: changed(zipped(("run.bat", d)), LOCAL, 14, "<I", 7), "archive-malformed"),
    ("flag-encrypted-central", lambda d: changed(both(d), CENTRAL, 8, "<H", 1, last=True),
     "archive-malformed|encrypted"),
     ("flag-encrypted-local", lambda d: changed(zipped(("run.bat", d)), LOCAL, 6, "<H", 1),
      "archive-malformed|encrypted"),
    ("entries-lie", lambda d: changed(both(d), END, 10, "<H", 1), "archive-malformed|archive-hidden-member"),
    ("no-directory", lambda d: both(d)[:both(d).index(CENTRAL)], "archive-malformed|type-damaged|type-unknown"),
    ("no-end", lambda d: both(d)[:-22], "archive-malformed|type-damaged|type-unknown"),
    ("offset-lie", lambda d: changed(both(d), CENTRAL, 42, "<I", 0, last=True),
     "archive-malformed|archive-overlap|archive-names-disagree|archive-hidden-member"),
    ("method-unknown",
     lambda d: changed(changed(zipped(("run.bat", d)), CENTRAL, 10, "<H", 77), LOCAL, 8, "<H", 77),
     "archive-unsupported"),
     ("deflate64", lambda d: changed(changed(zipped(("run.bat", d)), CENTRAL, 10, "<H", 9), LOCAL, 8, "<H", 9),
      "archive-unsupported"),
    ("split", lambda d: b"PK\7\x08" + both(d), "archive-split|archive-prefix|archive-malformed"),
    ("disk-number", lambda d: changed(both(d), END, 4, "<H", 1), "archive-split|archive-malformed"),
    ("name-path", lambda d: zipped(("../../run.bat", d), ("ok.png", PIXEL)), "name-traversal"),
    ("name-absolute", lambda d: zipped(("/run.bat", d)), "name-traversal|name-path"),
    ("name-drive", lambda d: zipped(("C:\\run.bat", d)), "name-traversal|name-path"),
    ("name-backslash", lambda d: zipped(("a\\..\\run.bat", d)), "name-traversal|name-path"),
    ("name-device", lambda d: zipped(("CON", d)), "name-device"),
    ("name-double", lambda d: zipped(("a.pdf.bat", d)), "name-double-extension"),
    ("name-override", lambda d: zipped(("a\u202efdp.bat", d)), "name-direction-override"),
    ("name-empty", lambda d: changed(zipped(("", d)), END, 0, "<I", 0x06054b50), ""),
    ("name-shell", lambda d: zipped(("$(id)`id`.bat", d)), ""),
]


def kinds(d):
    """All sorts of archives with a forbidden file and a harmless one."""
    pair = (("ok.png", PIXEL), ("run.bat", d))
    return {"zip": zipped(*pair), "zip-stored": zipped(*pair, method=zipfile.ZIP_STORED),
            "zip-bzip2": zipped(*pair, method=zipfile.ZIP_BZIP2),
            "zip-lzma": zipped(*pair, method=zipfile.ZIP_LZMA),
            "zip-folders": zipped(("a/b/c/ok.png", PIXEL), ("a/b/c/run.bat", d)),
            "zip-in-zip": zipped(("in.zip", zipped(*pair))),
            "zip-depth-3": zipped(("2.zip", zipped(("1.zip", zipped(*pair))))),
            "zip-depth-6": zipped(("5.zip",
                                   zipped(("4.zip",
                                           zipped(("3.zip",
                                                   zipped(("2.zip", zipped(("1.zip", zipped(*pair))))))))))),
            "zip-in-tar": tarred(("in.zip", zipped(*pair))), "tar": tarred(*pair),
            "tar-pax": tarred(*pair, form=tarfile.PAX_FORMAT),
            "tar-gnu": tarred(("x" * 150 + ".bat", d), form=tarfile.GNU_FORMAT),
            "tar-gz": zeroed(tarred(*pair)), "tar-bz2": bz2.compress(tarred(*pair)),
            "tar-xz": lzma.compress(tarred(*pair)), "gz": zeroed(d), "bz2": bz2.compress(d), "xz": lzma.compress(d),
            "lzma": lzma.compress(d, lzma.FORMAT_ALONE),
            "gz-joined": zeroed(PIXEL) + zeroed(d), "gz-tail": zeroed(PIXEL) + d, "gz-gz": zeroed(zeroed(d)),
            "tar-symlink": tarred(("a", (tarfile.SYMTYPE, "/etc/passwd")), *pair),
            "tar-hardlink": tarred(("run.bat", d), ("b.txt", (tarfile.LNKTYPE, "run.bat"))),
            "tar-device": tarred(("a", (tarfile.CHRTYPE, "")), *pair), "tar-path": tarred(("../../run.bat", d)),
            "tar-duplicate": tarred(("a.bat", b"rem"), ("a.bat", d)), "tar-tail": tarred(*pair) + zipped(*pair),
            "tar-joined": tarred(("ok.png", PIXEL)) + tarred(("run.bat", d)),
            "jar": zipped(("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\r\n"), ("run.bat", d)),
            "zlib": zlib.compress(d)}


def mails(make):
    for name, build, findings in LIES:
        make.add("zip-lies", name,
                 multipart(text(), attached(build(make.payload()), b"estimate.zip", b"application/zip")),
                 [findings] if findings else [], source=LIBRARIES)
    for name in kinds(b""):
        make.add("archive", name,
                 multipart(text(),
                           attached(kinds(make.payload())[name], b"estimate." + name.split("-")[0].encode())),
                           source="own")
        if name in ("zip", "tar-gz", "gz"):
            make.add("archive", f"{name}-as-pdf",
                     multipart(text(), attached(kinds(make.payload())[name], b"estimate.pdf", b"application/pdf")),
                     ["type-mismatch"])
