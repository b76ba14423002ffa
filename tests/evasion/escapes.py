# SPDX-License-Identifier: BSD-2-Clause
"""What must not be in an output, whoever reads it: another part than a text and what the policy
lets through, and the token in any form."""
import re

from recover import recoverable

TEXT = ("", "text/plain")
DELIVERED = ("image/", "application/pdf", "application/zip", "application/vnd.openxmlformats-",
             "application/vnd.oasis.")


def squeezed(data):
    return re.sub(rb"\s", b"", data)


def odd_parts(is_typed, parts, said, delivers):
    """Parts that nothing allows. What comes without a type must be (a piece of) what is ${said}."""
    for part in parts:
        if is_typed and delivers and part.type.startswith(DELIVERED):
            continue
        if is_typed and (part.type not in TEXT or part.name):
            yield f"sees {part.type} {part.name!r}"
        if not is_typed and not any(squeezed(part.data) in text for text in said):
            yield f"unpacks {part.name!r}"


def found(entry, raw, parts_by_judge, delivers, typed):
    """Every escape of one output, in words."""
    token = entry["token"].encode()
    carried = entry["forbidden"] and not (delivers and entry["in_allowed"])
    if carried and recoverable(raw, token):
        yield "the token is in the output"
    said = [squeezed(part.data) for part in parts_by_judge["Python email"] or []]
    said.append(squeezed(raw))
    for judge, parts in parts_by_judge.items():
        if parts is None:
            continue
        for words in odd_parts(judge in typed, parts, said, delivers):
            yield f"{judge} {words}"
        if carried and any(recoverable(part.data, token) for part in parts):
            yield f"{judge} gets the token"
