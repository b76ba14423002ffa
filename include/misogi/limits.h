/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.h: every limit, once: name, default, range, unit, what it is for.
 *
 * The name is the setting `limit_NAME` of misogi.conf, the row of the manual
 * and the name of the test that runs into it. lint/limits.sh holds that each
 * is read by some .c file and has such a test.
 */
#ifndef MISOGI_LIMITS_H
#define MISOGI_LIMITS_H

#include <stdint.h>

/* X(name, default, min, max, kind, en, ja); kind: BYTES, COUNT, SECONDS */
/* clang-format off */
#define LIMITS(X)                                                                                     \
	X(message_bytes, 100u << 20, 1024, 2047u << 20, BYTES, "raw message", "メール全体の大きさ")           \
	X(spool_memory, 256u << 10, 0, 64u << 20, BYTES, "a spool larger than this lives in a file", "これより大きいメールはメモリでなく一時ファイルに置く") \
	X(header_bytes, 64u << 10, 998, 1u << 20, BYTES, "one header field", "ヘッダ1個の大きさ")              \
	X(header_block_bytes, 256u << 10, 4096, 16u << 20, BYTES, "all headers of one entity", "ヘッダ全体の大きさ") \
	X(headers, 2000, 50, 100000, COUNT, "header fields of one entity", "ヘッダの個数")            \
	X(params, 200, 10, 5000, COUNT, "parameters of one header field", "ヘッダ1個のパラメータ数")  \
	X(address_depth, 8, 1, 1000, COUNT, "nested groups and comments in an address", "宛先の入れ子の深さ") \
	X(mime_depth, 32, 1, 500, COUNT, "nested multiparts and messages", "MIMEの入れ子の深さ")            \
	X(parts, 500, 1, 10000, COUNT, "parts of one message", "パートの個数")                          \
	X(part_bytes, 100u << 20, 1024, 2047u << 20, BYTES, "one decoded part", "パート1個の大きさ")            \
	X(text_bytes, 1u << 20, 1024, 64u << 20, BYTES, "delivered text", "届ける本文の大きさ")               \
	X(html_bytes, 2u << 20, 1024, 64u << 20, BYTES, "HTML given to the parser", "構文解析するHTMLの大きさ") \
	X(html_tags, 20000, 100, 1000000, COUNT, "tags in an HTML body", "HTMLのタグ数")              \
	X(html_run_bytes, 64u << 10, 1024, 1u << 20, BYTES, "one HTML tag", "HTMLのタグ1個の長さ")           \
	X(css_rules, 2000, 10, 100000, COUNT, "style rules read of an HTML body", "読み取るHTMLのスタイルの数") \
	X(link_bytes, 2000, 100, 16384, BYTES, "a link shown in the text", "本文に書くリンクの長さ")    \
	X(members, 100, 1, 1000, COUNT, "files inside a part that is no MIME (winmail.dat, uuencode)", "MIMEでない形で中にあるファイルの数") \
	X(rtf_depth, 200, 10, 5000, COUNT, "nested groups of an RTF body", "RTFの入れ子の深さ")       \
	X(entries, 50, 1, 1000, COUNT, "events or contacts shown of one part", "本文に書く予定や連絡先の数") \
	X(archive_bytes, 100u << 20, 1024, 2047u << 20, BYTES, "what all archives of a message unpack to", "圧縮ファイルを展開した大きさの合計") \
	X(archive_ratio, 200, 10, 100000, COUNT, "how many times larger an archive unpacks, from 1 MB on", "圧縮ファイルを展開した大きさの倍率（1MB から）") \
	X(archive_entries, 200, 1, 5000, COUNT, "members of all archives of a message", "圧縮ファイルの中のファイルの数") \
	X(archive_depth, 3, 1, 30, COUNT, "archives within archives", "圧縮ファイルの入れ子の深さ") \
	X(archive_seconds, 10, 1, 300, SECONDS, "unpacking all archives of a message", "圧縮ファイルを展開する時間") \
	X(passwords, 20, 1, 1000, COUNT, "passwords of the message tried on an archive", "圧縮ファイルに試すパスワードの数") \
	X(office_bytes, 64u << 20, 65536, 1024u << 20, BYTES, "what is unpacked of one Office document to look into it", "Office文書1個を調べるために展開する大きさ") \
	X(pdf_objects, 500000, 1000, 10000000, COUNT, "values of one PDF looked at", "PDF 1個の中で調べる値の数") \
	X(name_bytes, 240, 16, 1024, BYTES, "a file name", "ファイル名の長さ")                              \
	X(findings, 200, 10, 10000, COUNT, "findings recorded of one message", "記録する所見の数")    \
	X(output_bytes, 64u << 20, 65536, 256u << 20, BYTES, "the message that is written", "書き出すメールの大きさ") \
	X(recipients, 1000, 1, 50000, COUNT, "recipients of one message", "宛先の数")                 \
	X(job_seconds, 60, 1, 600, SECONDS, "wall clock of one child", "子プロセスの制限時間")          \
	X(job_cpu_seconds, 30, 1, 600, SECONDS, "CPU time of one child", "子プロセスのCPU時間")       \
	X(job_memory_bytes, 1024u << 20, 64u << 20, 4095u << 20, BYTES, "address space of one child", "子プロセスのメモリ") \
	X(scan_seconds, 30, 1, 600, SECONDS, "one answer of clamd", "clamdの応答を待つ時間")                 \
	X(eom_seconds, 120, 5, 280, SECONDS, "all work at end of message", "メールを受け終えてから応答までの全処理の時間")    \
	X(workers, 8, 1, 512, COUNT, "children at work at once", "同時に働く子プロセス数")            \
	X(verdicts, 20000, 0, 10000000, COUNT, "remembered scan verdicts", "覚えておく検査結果の数")      \
	X(verdict_seconds, 600, 0, 86400, SECONDS, "how long a verdict is remembered", "検査結果を覚えておく時間")
/* clang-format on */

enum limit_kind { LIMIT_BYTES, LIMIT_COUNT, LIMIT_SECONDS };

struct limits {
#define X(name, def, min, max, kind, en, ja) uint32_t name;
	LIMITS(X)
#undef X
};

/* All defaults. */
struct limits limits_default(void);

/* Parts that a message may have: its own and the members of its archives. */
uint32_t limits_all_parts(const struct limits *l);

#endif
