# SPDX-License-Identifier: BSD-2-Clause
"""Archives that are opened, through a real Postfix and clamd: what may be delivered arrives in a
zip that we wrote, the rest is kept and told of."""
import io
import zipfile

import harness
import samples

OPEN = harness.POLICY.replace('rule "opened"', """
rule "locked"   { match = encrypted:yes type:archive   action = quarantine   try-passwords = same-mail }
rule "pictures" { match = type:png                     action = deliver      expires = 2099-12-31 }
rule "opened"  """)
SJIS = "設計/平面図①.png"


def with_policy(rig, policy, *mails):
    rig.restart_milter(policy=policy)
    try:
        return [rig.through(raw) for raw in mails]
    finally:
        rig.restart_milter()


def files(got):
    return [(part.get_filename(), part.get_payload(decode=True)) for part in got.message.walk()
            if part.get_content_disposition() == "attachment"]


def mail(number, text, *parts):
    return samples.mixed(samples.headers("圧縮", number), text, *parts)


def zip_with(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


def test_members_are_decided_each_and_a_new_zip_is_delivered(rig):
    old = zip_with((SJIS, samples.PNG), ("説明.txt", "説明です。\n髙﨑\n".encode("cp932")),
                   ("setup.bat", b"@echo off\r\ndel *.*\r\n"))
    got, = with_policy(rig, OPEN, mail(1001, "添付します。\n",
                                       samples.attachment("図面.zip", old, "application/zip")))
    (name, data), = files(got)
    assert name == "図面.zip" and data != old
    new = zipfile.ZipFile(io.BytesIO(data))
    assert new.testzip() is None
    assert sorted(new.namelist()) == sorted([SJIS, "説明.txt"])
    assert new.read(SJIS) == samples.PNG
    assert new.read("説明.txt").decode("utf-8-sig") == "説明です。\r\n髙﨑\r\n"
    assert all(i.extra == b"" and i.comment == b"" and i.flag_bits & 0x800 for i in new.infolist())
    assert "図面.zip/setup.bat" in got.text(), got.text()
    assert "中の 3件のうち 2件を届けました（うち 1件は文字だけ）" in got.text(), got.text()
    row = rig.row(got.queue_id)
    held = [p for p in row["parts"] if p["action"] == "quarantine"]
    assert [p["name"] for p in held] == ["setup.bat"], held
    assert held[0]["path"] == "2/setup.bat"


def test_the_passwords_of_the_mail_open_what_they_open(rig):
    locked = samples.zip_encrypted("見取図.png", samples.PNG)
    given, not_given = with_policy(
        rig, OPEN,
        mail(1002, "解凍パスワード：himitsu です。\n", samples.attachment("鍵.zip", locked, "application/zip")),
        mail(1003, "パスワードは電話でお伝えします。\n", samples.attachment("鍵.zip", locked, "application/zip")))
    (_, data), = files(given)
    assert zipfile.ZipFile(io.BytesIO(data)).read("見取図.png") == samples.PNG
    assert "opened-with-password" in rig.log_line(given.queue_id)
    assert files(not_given) == [] and "鍵.zip" in not_given.text()
    assert "encrypted" in rig.log_line(not_given.queue_id)
    # The reader has it in the text; nothing of ours may repeat it.
    assert "himitsu" not in rig.log() and "himitsu" not in str(rig.row(given.queue_id))


def test_what_the_scanner_cannot_see_in_an_archive_is_seen(rig):
    hidden = zip_with(("harmless.txt", b"hello"), ("a.com", samples.EICAR), method=zipfile.ZIP_LZMA)
    got, = with_policy(rig, OPEN, mail(1004, "添付\n", samples.attachment("a.zip", hidden, "application/zip")))
    assert files(got) == [] and "ウイルス" in got.text(), got.text()
    parts = rig.row(got.queue_id)["parts"]
    archive = next(p for p in parts if p["path"] == "2")
    assert archive["release"] == "never" and "infected" in [f["finding"] for f in archive["findings"]], archive


def test_a_zip_that_readers_see_differently_is_kept_whole(rig):
    data = bytearray(zip_with(("safe.png", samples.PNG)))
    at = data.rindex(b"safe.png")
    data[at:at + 8] = b"evil.exe"
    got, = with_policy(rig, OPEN, mail(1005, "添付\n", samples.attachment("a.zip", bytes(data), "application/zip")))
    assert files(got) == [] and "archive-names-disagree" in rig.log_line(got.queue_id)
    row = rig.row(got.queue_id)
    assert rig.export(f"{row['id']}/2") == bytes(data)


def test_a_file_can_be_delivered_as_it_is(rig):
    got, plain = with_policy(rig, OPEN,
                             mail(1006, "写真\n", samples.attachment("写真①.png", samples.PNG, "image/png")),
                             mail(1007, "写真\n"))
    assert files(got) == [("写真①.png", samples.PNG)]
    assert got.message.get_content_type() == "multipart/mixed" and got.text().strip() == "写真"
    assert plain.message.get_content_type() == "text/plain"
