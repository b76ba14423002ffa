# SPDX-License-Identifier: BSD-2-Clause
"""How often the judges disagree about what came in: two readers of one mail see other files in it.
Well-formed mails are the control: there they should agree."""
import collections
import itertools
import os

import craft
import judges
from recover import shows

VISIBLE = b"Pleasefindtheestimateattached"


def control(directory):
    """Mails as honest programs write them; nobody should disagree about these."""
    os.makedirs(directory, exist_ok=True)
    make, paths = craft.Makers(1), []
    for number in range(20):
        files = [craft.attached(make.script(), b"file%d.bin" % i, how=("base64", "quoted-printable")[number % 2])
                 for i in range(1 + number % 3)]
        raw = craft.multipart(craft.text(), *files)
        if number % 5 == 4:
            raw = craft.HEAD + craft.nested(craft.nested(craft.text(), craft.text(b"<p>x</p>\r\n", b"html"),
                                                         kind=b"alternative",
                                                         boundary=b"in"), *files)
        path = os.path.join(directory, f"control-{number}.eml")
        with open(path, "wb") as f:
            f.write(raw)
        paths.append((path, {"family": "control (well-formed)", "token": make.needle.decode()}))
    return paths


def leaves(parts):
    """The files of a reading: digests of all leaves but texts that people read."""
    return frozenset(p.digest() for p in parts if p.data.strip() and VISIBLE not in p.data.replace(b" ", b"")
                     and p.type not in ("text/plain", "text/html"))


def gets(parts, token):
    return any(shows(p.data, (token.lower(),)) for p in parts)


def inputs(mails, names, work, table):
    """Prints, by family, on how many mails two judges differ in the files, and on how many some get
    the payload and others do not."""
    mails = control(os.path.join(work, "control")) + mails
    answers = judges.ask_all(names, [mail for mail, _ in mails])
    parsers = [n for n in names if n in judges.PARSERS]
    families = collections.defaultdict(collections.Counter)
    pairs = collections.Counter()
    for mail, entry in mails:
        row = families[entry["family"]]
        row["mails"] += 1
        readings = {n: leaves(answers[n][mail]) for n in parsers if answers[n][mail] is not None}
        getting = [gets(answers[n][mail], entry["token"].encode()) for n in parsers if answers[n][mail] is not None]
        row["differ"] += len(set(readings.values())) > 1
        row["some"] += 0 < sum(getting) < len(getting)
        row["failed"] += any(answers[n][mail] is None for n in names)
        if not entry["family"].startswith("control ("):
            pairs.update(pair for pair in itertools.combinations(readings,
                                                                 2) if readings[pair[0]] != readings[pair[1]])
    show(families, pairs, len(mails), parsers, table)


def show(families, pairs, count, parsers, table):
    hostile = [row for family, row in families.items() if not family.startswith("control (")]
    total = {key: sum(row[key] for row in hostile) for key in ("mails", "differ", "some", "failed")}
    print(f"oracle: inputs: on {total['differ']} of {total['mails']} hostile mails two of {len(parsers)} parsers see other files; "
          f"on {total['some']} some of them get the payload and others do not; on {total['failed']} a judge fails; {count} read")
    if not table:
        return
    print("\n| family | mails | two parsers see other files | some get the payload, some do not |\n|---|---:|---:|---:|")
    for family, row in sorted(families.items()):
        print(f"| {family} | {row['mails']} | {row['differ']} | {row['some']} |")
    print(f"| **all hostile** | **{total['mails']}** | **{total['differ']}** | **{total['some']}** |")
    print("\n| | " + " | ".join(parsers[1:]) + " |\n|---|" + "---:|" * (len(parsers) - 1))
    for i, first in enumerate(parsers[:-1]):
        cells = [str(pairs[(first, other)]) if j > i else "" for j, other in enumerate(parsers) if j > 0]
        print(f"| {first} | " + " | ".join(cells) + " |")
