#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""page.py HTMLBENCH: writes docs/TEXT.md anew: three mails of tests/bench/pages as misogi, w3m, lynx
and html2text read them."""
import os
import subprocess
import sys

import htmlspeed as others

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "../../docs/TEXT.md")
HEAD = """<!-- SPDX-License-Identifier: BSD-2-Clause -->
# What misogi makes of HTML

Three mails, each as misogi delivers it and as three converters write it that people use today (Debian 12's w3m, lynx and
html2text, 76 columns, UTF-8). Made by `make text-page`; the mails are in `tests/bench/pages`. How fast: `make bench-html`.

How misogi lays out text, and why:

- **Headings** stand behind ■ (h1, h2) or ● with blank lines around. Japanese mail has marked headings so for decades, it
  survives any font, and there are no capitals to use instead. A heading that has a mark of its own (■ ◆ 【 …) keeps that one.
- **Tables** of layout flow. Tables of data, told by a border, header cells, a caption, or rows that are alike, are aligned as a
  terminal shows them (a kanji takes two columns), their columns parted by ` | `, so that they read in proportional fonts, too.
- **Lists** have the marks that people type: ・ and 1. (`* ` for English readers); quotations `> `; readings 漢字(かんじ).
- **Links** are followed by the address that they truly lead to; long ones are footnotes with the host beside the words.
- **Hidden text** is left out and said so; images, tracking images, forms and scripts that were removed are counted in one line.
- **Lines** are not broken: the reader's window does that.
"""
MAILS = (
    ("newsletter", "A town's newsletter", "A layout table with a table of data in it, a preheader, a reading, a tracking image."),
    ("phishing", "Phishing", "Letters hidden inside of words, words for filters in the colour of the paper, a form, a link that "
                             "shows the bank and leads elsewhere. Only misogi says so."),
    ("reply", "A reply by Outlook", "Paragraphs without margins, a grid, a line above what is answered, quotations in quotations."),
)


def outputs(htmlbench, path):
    yield "misogi", subprocess.run([htmlbench, "--print", path], stdout=subprocess.PIPE, check=True).stdout
    for name, argv in others.OTHERS.items():
        yield name, others.run(argv, path)


def page(htmlbench):
    out = [HEAD]
    for name, title, about in MAILS:
        out.append(f"## {title}\n\n{about}\n")
        for converter, text in outputs(htmlbench, os.path.join(HERE, "pages", name + ".html")):
            lines = text.decode("utf-8", "replace").strip("\n").split("\n")
            body = "\n".join(line.rstrip() for line in lines)
            out.append(f"### {converter}\n\n````text\n{body}\n````\n")
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write(page(sys.argv[1]))
