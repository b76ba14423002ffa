# SPDX-License-Identifier: BSD-2-Clause
"""Bytes for cases that no text can stand for: {{make.NAME:TEXT}} is makers.NAME(TEXT)."""
from makers_japanese import cp50221, euc_ms, no_escapes, sjis_twice, twice  # for cases
from makers_signed import (binhex, cms_compressed, cms_detached, cms_encrypted, cms_signed, cms_streamed,  # for cases
                           pgp_encrypted, pgp_signature, pgp_signed, uu, yenc, yenc_damaged, yenc_parts)
from makers_tnef import tnef  # for cases


def repeat(text):
    """"3 abc" is "abcabcabc"."""
    times, _, what = text.partition(" ")
    return what.encode("utf-8") * int(times)
