#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Hostile mails, grouped by technique, each with the EICAR file or a random token inside what some
reader would show or save; manifest.json says which, from where, and what misogi should find.

generate.py DIR [SEED]     DIR/NNN-family-technique.eml and DIR/manifest.json
"""
import json
import os
import sys

import archives
import boundaries
import carriers
import craft
import headers
import mailforms
import names
import parameters
import transfer

FAMILIES = (headers, parameters, boundaries, transfer, mailforms, names, archives, carriers)
SEED = 2024


def all_mails(seed=SEED):
    make = craft.Makers(seed)
    for family in FAMILIES:
        family.mails(make)
    return make.mails


def write(directory, seed=SEED):
    """Writes them; returns the manifest."""
    os.makedirs(directory, exist_ok=True)
    manifest = []
    for mail in all_mails(seed):
        file = "".join(c if c.isalnum() or c in ".-_" else "-" for c in mail.name)[:120] + ".eml"
        with open(os.path.join(directory, file), "wb") as f:
            f.write(mail.raw)
        manifest.append({"file": file, "family": mail.family, "technique": mail.technique, "source": mail.source,
                         "token": mail.token.decode(), "forbidden": mail.forbidden, "findings": mail.findings,
                         "hidden": mail.hidden, "in_allowed": mail.in_allowed})
    with open(os.path.join(directory, "manifest.json"), "w", encoding="utf-8") as f:
        json.dump({"seed": seed, "mails": manifest}, f, indent=1)
    return manifest


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    made = write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
    print(f"evasion: {len(made)} mails of {len({m['family'] for m in made})} families in {sys.argv[1]}")
