/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config.h: misogi.conf, every key once. Postfix habits: `key = value`, folded
 * lines, `#` at the start of a line. Each limit of limits.h is a key
 * `limit_NAME` as well.
 *
 * To add a setting: a row here, a paragraph in man/misogi.conf.5, a reader.
 */
#ifndef MISOGI_CONFIG_H
#define MISOGI_CONFIG_H

#include <stdio.h>

#include "misogi/diag.h"
#include "misogi/limits.h"

/*
 * X(name, KIND, default, en, ja)
 * KINDs: STRING, PATH (absolute), SOCKET (unix:/path, inet:port@host, fd:N),
 * SECONDS ("30d", "off" is 0), BOOL (yes/no), LIST (comma or space separated,
 * kept as one string), MODE (octal), and the enums LANG, SANDBOX.
 */
/* clang-format off */
#define CONFIG(X)                                                                                     \
	X(hostname, STRING, "localhost", "name in Message-Id and notices", "Message-Id とお知らせに書く名前") \
	X(listen, SOCKET, "unix:/run/misogi/milter.sock", "where Postfix reaches the milter", "Postfix が milter につなぐ先") \
	X(listen_mode, MODE, "0660", "mode of a unix listening socket", "UNIX ソケットのアクセス権")       \
	X(control_socket, PATH, "/run/misogi/control.sock", "where `misogi status` and `misogi reload` ask", "misogi status と misogi reload の問い合わせ先") \
	X(policy_file, PATH, "/etc/misogi/policy.conf", "the rules", "規則のファイル")                \
	X(worker_program, PATH, "/usr/libexec/misogi/misogi-worker", "the nursery's program", "ワーカーのプログラム") \
	X(sandbox, SANDBOX, "required", "required, or best-effort where a wall is missing", "required（すべて必須）か best-effort（使える保護だけ）") \
	X(spool_directory, PATH, "/var/spool/misogi", "unlinked files of mails at work", "処理中のメールの一時ファイル") \
	X(store_directory, PATH, "/var/lib/misogi", "database and sealed blobs", "データベースと、暗号化した原本の置き場所") \
	X(store_reserve, STRING, "256M", "defer when less is free in the store's file system", "空き容量がこれを下回ったら受け取りを延期する") \
	X(public_key_file, PATH, "/etc/misogi/seal.pub", "key to which blobs are sealed", "原本を暗号化する公開鍵") \
	X(secret_key_file, PATH, "/etc/misogi/seal.key", "read by misogi and the portal only", "原本を復号する秘密鍵") \
	X(clamd_socket, SOCKET, "unix:/run/clamav/clamd.ctl", "clamd, or none", "clamd のソケット、または none") \
	X(clamd_canary_interval, SECONDS, "60s", "how often clamd must find the canary", "clamd が検知試験用ファイルを見つけるか確かめる間隔") \
	X(signature_max_age, SECONDS, "7d", "older signatures stop the crossing; off: never", "ウイルス定義がこれより古ければ受け取りを延期する。off で延期しない") \
	X(trusted_authserv_ids, LIST, "", "whose Authentication-Results are believed", "Authentication-Results を信用するサーバーの名前") \
	X(notice_language, LANG, "ja", "ja, en or both", "お知らせの言語 ja, en, both")                \
	X(portal_url, STRING, "", "address shown in notices", "お知らせに書くポータルのURL")         \
	X(help_line, STRING, "", "whom people may call, shown in notices", "お知らせに書く問い合わせ先") \
	X(passphrase, STRING, "", "the site's phrase (合言葉) in notices", "お知らせの合言葉")         \
	X(site_name, STRING, "無害化システム", "who speaks in notices", "お知らせの差出元として書く名前")           \
	X(log_level, STRING, "info", "error, warning, info or debug", "ログの詳しさ")
/* clang-format on */

enum config_lang { CONFIG_LANG_JA, CONFIG_LANG_EN, CONFIG_LANG_BOTH };
enum config_sandbox { CONFIG_SANDBOX_REQUIRED, CONFIG_SANDBOX_BEST_EFFORT };

/* C types of the kinds. */
#define CONFIG_TYPE_STRING char *
#define CONFIG_TYPE_PATH char *
#define CONFIG_TYPE_SOCKET char *
#define CONFIG_TYPE_LIST char *
#define CONFIG_TYPE_SECONDS int64_t
#define CONFIG_TYPE_BOOL bool
#define CONFIG_TYPE_MODE unsigned
#define CONFIG_TYPE_LANG enum config_lang
#define CONFIG_TYPE_SANDBOX enum config_sandbox

struct config {
#define X(name, kind, def, en, ja) CONFIG_TYPE_##kind name;
	CONFIG(X)
#undef X
	struct limits limits;
	uint64_t store_reserve_bytes; /* store_reserve, parsed */
	char *path;		      /* the file read, "" for built-in defaults */
};

/*
 * Reads ${path} (NULL: only the defaults). Returns NULL when there is any
 * error; all errors and warnings are in ${diags}. Caller frees.
 */
struct config *config_load(const char *path, struct diags *diags);
void config_free(struct config *c);
typedef struct config config_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(config_t, config_free)

/* How one key stands: for `misogi config` and `misogi help`. */
struct config_key {
	const char *name;
	const char *kind;    /* "path", "seconds", "bytes" … */
	const char *builtin; /* default as one would write it */
	const char *help_en, *help_ja;
};

/* All keys, limits included, in the order of the tables; ${n} gets the count. Static storage. */
const struct config_key *config_keys(size_t *n);

/* The value of key ${name} as one would write it; NULL for an unknown key. Caller frees. */
char *config_get(const struct config *c, const char *name);

#endif
