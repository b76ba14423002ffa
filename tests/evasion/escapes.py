# SPDX-License-Identifier: BSD-2-Clause
"""What must not be in an output, whoever reads it: another part than a text and what the policy
lets through, and the token in any form."""
from recover import recoverable

TEXT = ("", "text/plain")
DELIVERED = ("image/", "application/pdf", "application/zip", "application/vnd.openxmlformats-", "application/vnd.oasis.")
# What unpackers call the text of a mail.
TEXT_FILES = ("textfile", "part", "Message", "text")


def odd_parts(judge_names_types, parts, delivers):
    """Parts that nothing allows; a file without a type is judged by its name."""
    for part in parts:
        if part.type.startswith(DELIVERED) and delivers:
            continue
        if part.type not in TEXT or (part.name and judge_names_types):
            yield f"sees {part.type} {part.name!r}"
        elif part.name and not part.name.startswith(TEXT_FILES) and not delivers:
            yield f"unpacks {part.name!r}"


def found(entry, raw, parts_by_judge, delivers, typed):
    """Every escape of one output, in words."""
    token = entry["token"].encode()
    carried = entry["forbidden"] and not (delivers and entry["in_allowed"])
    if carried and recoverable(raw, token):
        yield "the token is in the output"
    for judge, parts in parts_by_judge.items():
        if parts is None:
            continue
        for words in odd_parts(judge in typed, parts, delivers):
            yield f"{judge} {words}"
        if carried and any(recoverable(part.data, token) for part in parts):
            yield f"{judge} gets the token"
