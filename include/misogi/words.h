/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.h: the closed vocabularies of misogi, each as one table.
 *
 * The same word stands in policy files, logs, reports, the store and on the
 * command line. Adding a row makes the compiler list the switches to visit.
 * Findings are stable: a word that was once shipped is never given another
 * meaning.
 */
#ifndef MISOGI_WORDS_H
#define MISOGI_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* clang-format off */

/* Classes of parts, decided from content first. X(CONSTANT, "word", ja, en) */
#define CLASSES(X)                                                       \
	X(UNKNOWN, "unknown", "不明な種類", "unknown type")              \
	X(TEXT, "text", "テキスト", "text")                              \
	X(IMAGE, "image", "画像", "image")                               \
	X(PDF, "pdf", "PDF", "PDF")                                      \
	X(OFFICE, "office", "Office文書", "office document")             \
	X(OFFICE_MACRO, "office-macro", "マクロつきOffice文書", "office document with macros") \
	X(OFFICE_LEGACY, "office-legacy", "旧形式のOffice文書", "old office document") \
	X(JAPANESE_OFFICE, "japanese-office", "一太郎など", "Japanese office document") \
	X(ARCHIVE, "archive", "圧縮ファイル", "archive")                 \
	X(ENCRYPTED, "encrypted", "暗号化されたファイル", "encrypted file") \
	X(EXECUTABLE, "executable", "プログラム", "program")             \
	X(SCRIPT, "script", "スクリプト", "script")                      \
	X(SHORTCUT, "shortcut", "ショートカット", "shortcut")            \
	X(DISK_IMAGE, "disk-image", "ディスクイメージ", "disk image")    \
	X(HTML, "html", "HTML", "HTML")                                  \
	X(SVG, "svg", "SVG画像", "SVG image")                            \
	X(MAIL, "mail", "メール", "mail")                                \
	X(CALENDAR, "calendar", "予定", "calendar entry")                \
	X(CONTACT, "contact", "連絡先", "contact")                       \
	X(FONT, "font", "フォント", "font")                              \
	X(AUDIO, "audio", "音声", "audio")                               \
	X(VIDEO, "video", "動画", "video")                               \
	X(CAD, "cad", "図面(CAD)", "CAD drawing")                        \
	X(CERTIFICATE, "certificate", "証明書・署名", "certificate or signature")

/*
 * Actions of a part, weakest first: where recipients differ the strictest
 * (the later row) wins.
 */
#define PART_ACTIONS(X)                                                  \
	X(NONE, "none", "", "")                                          \
	X(DELIVER, "deliver", "そのまま届ける", "delivered as it is")    \
	X(DISARM, "disarm", "無害化して届ける", "delivered disarmed")    \
	X(OPEN, "open", "中を開いて判断する", "opened")                  \
	X(IMAGE_PDF, "image-pdf", "画像PDFにして届ける", "delivered as an image PDF") \
	X(TEXT, "text", "テキストにして届ける", "delivered as text")     \
	X(QUARANTINE, "quarantine", "お預かりする", "held in quarantine") \
	X(STRIP, "strip", "取り除く", "removed")

/* Actions of a message; the later row wins where parts or recipients differ. */
#define MAIL_ACTIONS(X)                                                  \
	X(PASS, "pass", "そのまま通す", "passed unchanged")              \
	X(SANITIZE, "sanitize", "無害化する", "sanitized")               \
	X(DISCARD, "discard", "破棄する", "discarded")                   \
	X(HOLD, "hold", "全体を保留する", "held whole")                  \
	X(REJECT, "reject", "受け取らない", "refused")                   \
	X(DEFER, "defer", "あとで受け取る", "deferred")

/* The scanner's word. Only CLEAN is clean. */
#define SCANS(X)                            \
	X(NOT_SCANNED, "not-scanned")       \
	X(CLEAN, "clean")                   \
	X(INFECTED, "infected")             \
	X(NOT_NEEDED, "not-needed") /* text of a body that becomes text */

/* What a trusted upstream said of the sender. */
#define AUTHS(X)            \
	X(NONE, "none")     \
	X(PASS, "pass")     \
	X(FAIL, "fail")

/*
 * Findings. X(CONSTANT, "word", FLOOR, ja, en). FLOOR says what no policy can
 * take back: OK nothing, KEEP the part is quarantined at least, HOLD the whole
 * message is held.
 */
#define FINDINGS(X)                                                                                  \
	X(INFECTED, "infected", KEEP, "ウイルスを検出", "infected")                                  \
	X(NOT_SCANNED, "not-scanned", KEEP, "検査できなかった", "not scanned")                       \
	X(SCAN_LIMIT, "scan-limit", KEEP, "検査の上限を超えた", "scanner limit exceeded")            \
	X(ENCRYPTED, "encrypted", KEEP, "パスワードつき", "password-protected")                      \
	X(MACRO, "macro", OK, "マクロを含む", "contains macros")                                     \
	X(TYPE_UNKNOWN, "type-unknown", KEEP, "種類が分からない", "type unknown")                    \
	X(TYPE_MISMATCH, "type-mismatch", KEEP, "名前と中身の種類が違う", "name and content disagree") \
	X(TYPE_DECLARED, "type-declared-mismatch", OK, "宣言と中身の種類が違う", "declared type and content disagree") \
	X(TYPE_POLYGLOT, "type-polyglot", KEEP, "二つの種類に読める", "reads as two types")          \
	X(NAME_DIRECTION, "name-direction-override", KEEP, "名前に書字方向の制御文字", "direction override in the name") \
	X(NAME_CONTROL, "name-control", OK, "名前に制御文字", "control character in the name")       \
	X(NAME_PATH, "name-path", OK, "名前にパス", "path in the name")                              \
	X(NAME_DOUBLE_EXTENSION, "name-double-extension", KEEP, "二重拡張子", "double extension")    \
	X(NAME_LONG, "name-long", OK, "名前が長すぎる", "name too long")                             \
	X(NAME_EMPTY, "name-empty", OK, "名前がない", "no name")                                     \
	X(NAME_TRAILING, "name-trailing", OK, "名前の末尾に点や空白", "trailing dots or spaces in the name") \
	X(NAME_CONFLICT, "name-conflict", OK, "名前が二つある", "two different names")               \
	X(CHARSET_UNKNOWN, "charset-unknown", OK, "文字コードが不明", "unknown charset")             \
	X(CHARSET_MISLABELLED, "charset-mislabelled", OK, "文字コードの表示が違う", "charset mislabelled") \
	X(TEXT_UNDECODABLE, "text-undecodable", OK, "読めない文字がある", "undecodable characters")  \
	X(TEXT_CUT, "limit-text-bytes", OK, "本文が長いため途中まで", "text cut at the limit")       \
	X(HTML_HIDDEN, "html-hidden-text", OK, "隠された文字", "hidden text")                        \
	X(HTML_FALLBACK, "html-fallback", OK, "HTMLを簡易変換した", "HTML converted by the fallback") \
	X(HTML_REMOTE, "html-remote-content", OK, "外部の画像など", "remote content")                \
	X(HTML_ACTIVE, "html-active-content", OK, "フォームやスクリプト", "forms or scripts")            \
	X(HTML_TRACKING, "html-tracking-pixel", OK, "開封を知らせる画像", "tracking pixel")          \
	X(LINK_MISMATCH, "link-mismatch", OK, "表示と行き先が違うリンク", "link shows another host than it leads to") \
	X(LINK_LOOKALIKE, "link-lookalike", OK, "見間違えやすい行き先", "link to a look-alike host")   \
	X(LINK_UNSAFE, "link-unsafe-scheme", OK, "危険な種類のリンク", "link of an unsafe kind")       \
	X(TEXT_ZERO_WIDTH, "text-zero-width", OK, "幅のない文字", "zero-width characters")           \
	X(TEXT_DIRECTION, "text-direction-override", OK, "書字方向の制御文字", "direction override in the text") \
	X(TEXT_TAGS, "text-tag-characters", OK, "見えないタグ文字", "invisible tag characters")      \
	X(TEXT_SELECTORS, "text-variation-selectors", OK, "異体字セレクタの列", "variation selectors that hide data") \
	X(TEXT_SUBSTITUTED, "text-substituted", OK, "宛先の文字コードにない文字を置き換えた", "characters replaced for the target charset") \
	X(ALTERNATIVE_DIFFERS, "alternative-differs", OK, "二つの形の本文が違うことを言う", "plain and HTML bodies say different things") \
	X(BODY_MALFORMED, "body-malformed", OK, "本文の形式の誤り", "malformed body")                  \
	X(BODY_SIGNED, "body-signed", OK, "電子署名つき（未確認）", "signed (not verified)")         \
	X(EMBEDDED_FILE, "text-embedded-file", OK, "本文に埋め込まれたファイル", "file embedded in the text") \
	X(LIMIT_MESSAGE_BYTES, "limit-message-bytes", HOLD, "メールが大きすぎる", "message too large") \
	X(LIMIT_HEADER_BYTES, "limit-header-bytes", HOLD, "ヘッダが長すぎる", "header too long")     \
	X(LIMIT_HEADER_BLOCK, "limit-header-block-bytes", HOLD, "ヘッダ全体が大きすぎる", "header block too large") \
	X(LIMIT_HEADERS, "limit-headers", HOLD, "ヘッダが多すぎる", "too many headers")              \
	X(LIMIT_PARAMS, "limit-params", HOLD, "パラメータが多すぎる", "too many parameters")         \
	X(LIMIT_ADDRESS_DEPTH, "limit-address-depth", HOLD, "宛先の入れ子が深すぎる", "address nesting too deep") \
	X(LIMIT_MIME_DEPTH, "limit-mime-depth", KEEP, "入れ子が深すぎる", "nested too deeply")       \
	X(LIMIT_PARTS, "limit-parts", HOLD, "本文や添付の数が多すぎる", "too many parts")                      \
	X(LIMIT_PART_BYTES, "limit-part-bytes", KEEP, "添付が大きすぎる", "part too large")          \
	X(LIMIT_HTML_BYTES, "limit-html-bytes", OK, "HTMLが大きすぎる", "HTML too large")            \
	X(LIMIT_HTML_TAGS, "limit-html-tags", OK, "HTMLのタグが多すぎる", "too many HTML tags")      \
	X(LIMIT_HTML_RUN, "limit-html-run-bytes", OK, "HTMLのタグが長すぎる", "HTML tag too long")   \
	X(LIMIT_CSS_RULES, "limit-css-rules", OK, "HTMLのスタイルが多すぎる", "too many style rules")  \
	X(LIMIT_LINK_BYTES, "limit-link-bytes", OK, "リンクが長すぎる", "link too long")             \
	X(LIMIT_MEMBERS, "limit-members", KEEP, "中のファイルが多すぎる", "too many files inside")   \
	X(LIMIT_RTF_DEPTH, "limit-rtf-depth", OK, "RTFの入れ子が深すぎる", "RTF nested too deeply")   \
	X(LIMIT_ENTRIES, "limit-entries", OK, "予定や連絡先が多すぎる", "too many events or contacts") \
	X(LIMIT_FINDINGS, "limit-findings", OK, "所見が多すぎる", "too many findings")               \
	X(MIME_MALFORMED, "mime-malformed", OK, "MIMEの誤り", "malformed MIME")                      \
	X(MIME_UNPARSABLE, "mime-unparsable", HOLD, "MIMEを読めない", "MIME cannot be parsed")       \
	X(MIME_CONTROL, "mime-control", OK, "NULや単独のCRがある", "NUL or bare CR")                 \
	X(MIME_DUPLICATE_HEADER, "mime-duplicate-header", OK, "同じヘッダが二つ", "duplicate header") \
	X(MIME_DUPLICATE_PARAM, "mime-duplicate-parameter", OK, "同じパラメータが二つ", "duplicate parameter") \
	X(MIME_ENCODING, "mime-unknown-encoding", KEEP, "未知の転送符号化", "unknown transfer encoding") \
	X(MIME_TRUNCATED, "mime-truncated", OK, "途中で切れている", "truncated")                     \
	X(MIME_PARTIAL, "mime-partial", KEEP, "分割または外部参照", "partial or external body")      \
	X(WORKER_DIED, "worker-died", HOLD, "処理が異常終了した", "processing died")                 \
	X(WORKER_TIMEOUT, "worker-timeout", HOLD, "処理が時間内に終わらない", "processing ran out of time") \
	X(WORKER_ANSWER, "worker-answer", HOLD, "処理の答えがおかしい", "processing answered nonsense") \
	X(ACTION_UNAVAILABLE, "action-unavailable", OK, "その扱いはまだできない", "action not available yet") \
	X(RECIPIENTS_DIFFER, "recipients-differ", OK, "宛先により規則が違い厳しい方を使った", "recipients differ, strictest rule used")

/* clang-format on */

enum class {
#define X(c, w, ja, en) CLASS_##c,
	CLASSES(X)
#undef X
		CLASS_MAX
};
enum part_action {
#define X(c, w, ja, en) PART_##c,
	PART_ACTIONS(X)
#undef X
		PART_ACTION_MAX
};
enum mail_action {
#define X(c, w, ja, en) MAIL_##c,
	MAIL_ACTIONS(X)
#undef X
		MAIL_ACTION_MAX
};
enum scan_answer {
#define X(c, w) SCAN_##c,
	SCANS(X)
#undef X
		SCAN_MAX
};
enum auth_result {
#define X(c, w) AUTH_##c,
	AUTHS(X)
#undef X
		AUTH_MAX
};
enum finding_floor { FLOOR_OK, FLOOR_KEEP, FLOOR_HOLD };
enum finding_id {
#define X(c, w, f, ja, en) FINDING_##c,
	FINDINGS(X)
#undef X
		FINDING_MAX
};

enum language { LANGUAGE_JA, LANGUAGE_EN };

/* The vocabularies, so that one pair of functions serves them all. */
enum vocabulary {
	VOCABULARY_CLASS,
	VOCABULARY_PART_ACTION,
	VOCABULARY_MAIL_ACTION,
	VOCABULARY_SCAN,
	VOCABULARY_AUTH,
	VOCABULARY_FINDING,
};

/* The word of value ${v}; static storage; NULL when out of range. */
const char *word_of(enum vocabulary which, int v);

/* What people read for value ${v}, in ${lang}; never NULL. */
const char *word_phrase(enum vocabulary which, int v, enum language lang);

/* The value of ${word}, or -1. Exact, case-sensitive. */
int word_find(enum vocabulary which, const char *word);

/* How many values ${which} has. */
int word_count(enum vocabulary which);

/* The floor of a finding. */
enum finding_floor finding_floor_of(enum finding_id id);

/*
 * The word of ${words[0..n-1]} nearest to ${typed} (Damerau-Levenshtein, at
 * most a third of its length away), or NULL. For "did you mean".
 */
const char *word_nearest(const char *typed, const char *const *words, size_t n);

#endif
