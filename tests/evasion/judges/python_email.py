#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every part of each mail as Python's email sees it."""
import base64
import email
import email.policy
import json
import sys


def leaves(message):
    if message.is_multipart():
        for child in message.get_payload():
            yield from leaves(child)
        return
    data = message.get_payload(decode=True)
    if data is None:
        data = str(message.get_payload()).encode("utf-8", "surrogateescape")
    yield {"type": message.get_content_type(), "name": name_of(message), "data": base64.b64encode(data).decode()}


def name_of(message):
    try:
        return message.get_filename() or ""
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return ""


def parts_of(raw):
    return list(leaves(email.message_from_bytes(raw, policy=email.policy.compat32)))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        said = {"mail": path, "parts": []}
        try:
            with open(path, "rb") as f:
                said["parts"] = parts_of(f.read())
        except Exception as e:  # pylint: disable=broad-exception-caught
            said["error"] = repr(e)
        print(json.dumps(said))
