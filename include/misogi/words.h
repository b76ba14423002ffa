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
	X(LIMIT_OUTPUT_BYTES, "limit-output-bytes", OK, "届けるには大きすぎる", "too large to be delivered") \
	X(LIMIT_FINDINGS, "limit-findings", OK, "所見が多すぎる", "too many findings")               \
	X(MIME_MALFORMED, "mime-malformed", OK, "MIMEの誤り", "malformed MIME")                      \
	X(MIME_UNPARSABLE, "mime-unparsable", HOLD, "MIMEを読めない", "MIME cannot be parsed")       \
	X(MIME_CONTROL, "mime-control", OK, "NULや単独のCRがある", "NUL or bare CR")                 \
	X(MIME_DUPLICATE_HEADER, "mime-duplicate-header", OK, "同じヘッダが二つ", "duplicate header") \
	X(MIME_DUPLICATE_PARAM, "mime-duplicate-parameter", OK, "同じパラメータが二つ", "duplicate parameter") \
	X(MIME_ENCODING, "mime-unknown-encoding", KEEP, "未知の転送符号化", "unknown transfer encoding") \
	X(MIME_TRUNCATED, "mime-truncated", OK, "途中で切れている", "truncated")                     \
	X(MIME_PARTIAL, "mime-partial", KEEP, "分割または外部参照", "partial or external body")      \
	X(NAME_HOMOGLYPH, "name-homoglyph-extension", KEEP, "拡張子が見間違えやすい文字", "extension in look-alike characters") \
	X(NAME_DEVICE, "name-device", OK, "機器の名前（CON など）", "name of a device") \
	X(NAME_TRAVERSAL, "name-traversal", OK, "名前が上のフォルダや絶対パス", "name leads out of its folder") \
	X(TYPE_DAMAGED, "type-damaged", KEEP, "壊れていて調べきれない", "damaged, cannot be examined") \
	X(TYPE_TRAILING, "type-trailing-data", OK, "終わりのあとに余分なデータ", "data behind its end") \
	X(TYPE_EXECUTABLE, "type-executable-inside", KEEP, "プログラムが隠れている", "program hidden inside") \
	X(MACRO_XLM, "macro-xlm", OK, "Excel 4.0 マクロ", "Excel 4.0 macros") \
	X(AUTO_RUN, "auto-run", OK, "開くと自動で動く", "runs by itself when opened") \
	X(OLE_OBJECT, "ole-object", OK, "OLEオブジェクトを含む", "contains OLE objects") \
	X(ACTIVEX, "activex", OK, "ActiveXを含む", "contains ActiveX controls") \
	X(DDE, "dde", OK, "DDE（他のプログラムの呼び出し）", "DDE") \
	X(EXTERNAL_LINK, "external-link", OK, "外部を参照する", "refers to something outside") \
	X(EXTERNAL_TEMPLATE, "external-template", OK, "外部のテンプレートを読み込む", "loads a template from outside") \
	X(FILE_INSIDE, "embedded-file", OK, "ファイルが埋め込まれている", "file embedded") \
	X(SCRIPT_INSIDE, "script-inside", OK, "スクリプトを含む", "contains scripts") \
	X(LAUNCH, "launch-action", OK, "プログラムを起動する操作", "launches a program") \
	X(FORM, "active-form", OK, "送信するフォーム", "form that sends") \
	X(RICH_MEDIA, "rich-media", OK, "動画や3Dなどを含む", "rich media") \
	X(ARCHIVE_MALFORMED, "archive-malformed", KEEP, "圧縮ファイルの構造の誤り", "malformed archive") \
	X(ARCHIVE_NAMES, "archive-names-disagree", KEEP, "圧縮ファイル内の名前の食い違い", "names in the archive disagree") \
	X(ARCHIVE_HIDDEN, "archive-hidden-member", KEEP, "目次にないファイル", "member outside the directory") \
	X(ARCHIVE_PREFIX, "archive-prefix", KEEP, "圧縮ファイルの前に余分なデータ", "data before the archive") \
	X(ARCHIVE_TAIL, "archive-trailing-data", KEEP, "圧縮ファイルの後ろに余分なデータ", "data behind the archive") \
	X(ARCHIVE_OVERLAP, "archive-overlap", KEEP, "圧縮ファイル内で重なり合う", "members overlap") \
	X(ARCHIVE_CONCATENATED, "archive-concatenated", KEEP, "圧縮ファイルが二つつながっている", "archives joined") \
	X(ARCHIVE_DUPLICATE, "archive-duplicate-name", KEEP, "同じ名前のファイルが二つ", "two members of one name") \
	X(ARCHIVE_UNSUPPORTED, "archive-unsupported", KEEP, "開けない圧縮方式", "archive method not supported") \
	X(ARCHIVE_SPLIT, "archive-split", KEEP, "分割された圧縮ファイル", "part of a split archive") \
	X(ARCHIVE_LINK, "archive-link", KEEP, "リンクや特殊ファイル", "link or special file in an archive") \
	X(LIMIT_ARCHIVE_BYTES, "limit-archive-bytes", KEEP, "展開すると大きすぎる", "unpacks to too much") \
	X(LIMIT_ARCHIVE_RATIO, "limit-archive-ratio", KEEP, "展開の倍率が大きすぎる", "unpacks to too many times its size") \
	X(LIMIT_ARCHIVE_ENTRIES, "limit-archive-entries", KEEP, "圧縮ファイルの中のファイルが多すぎる", "too many members") \
	X(LIMIT_ARCHIVE_DEPTH, "limit-archive-depth", KEEP, "圧縮ファイルの入れ子が深すぎる", "archives nested too deeply") \
	X(LIMIT_ARCHIVE_SECONDS, "limit-archive-seconds", KEEP, "展開に時間がかかりすぎる", "takes too long to unpack") \
	X(PASSWORD_FOUND, "opened-with-password", OK, "メールに書かれたパスワードで開いた", "opened with a password from the mail") \
	X(LIMIT_OFFICE_BYTES, "limit-office-bytes", KEEP, "Office文書の中身が大きすぎる", "too much in an Office document") \
	X(LIMIT_PDF_OBJECTS, "limit-pdf-objects", KEEP, "PDFの中身が多すぎる", "too much in a PDF") \
	X(MIME_CONFLICTING_HEADER, "mime-conflicting-header", OK, "同じヘッダの値が食い違う", "headers contradict each other") \
	X(MIME_PARAM_CONFLICT, "mime-conflicting-parameter", OK, "パラメータの値が食い違う", "parameters contradict each other") \
	X(MIME_PARAM_FORM, "mime-odd-parameter", OK, "パラメータの書き方が不自然", "parameter written oddly") \
	X(MIME_BOUNDARY, "mime-odd-boundary", OK, "区切りの文字列が不自然", "odd boundary") \
	X(MIME_BOUNDARY_PREFIX, "mime-boundary-prefix", OK, "区切りが別の区切りの頭と同じ", "boundary begins another") \
	X(MIME_BOUNDARY_REPEATED, "mime-boundary-repeated", OK, "区切りが入れ子で同じ", "boundary used twice") \
	X(MIME_BOUNDARY_MISSING, "mime-boundary-missing", OK, "区切りの指定がない", "boundary missing") \
	X(MIME_END_MISSING, "mime-end-missing", OK, "終わりの区切りがない", "closing boundary missing") \
	X(MIME_END_EARLY, "mime-end-early", OK, "終わりのあとに区切りが続く", "parts behind the end") \
	X(MIME_PREAMBLE, "mime-preamble", OK, "最初の区切りの前に内容", "content before the first part") \
	X(MIME_EPILOGUE, "mime-epilogue", OK, "最後の区切りの後に内容", "content behind the last part") \
	X(MIME_SEPARATOR, "mime-odd-separator", OK, "ヘッダと本文の境が不自然", "odd end of a header") \
	X(MIME_LINE_ENDS, "mime-line-ends", OK, "改行の種類が混ざっている", "line ends mixed") \
	X(MIME_EXTERNAL, "mime-external-body", KEEP, "本文が外部にある", "external body") \
	X(MIME_BASE64_JUNK, "mime-base64-junk", OK, "base64に余分な文字", "characters that are not base64") \
	X(MIME_BASE64_PADDING, "mime-base64-padding", OK, "base64の途中に終わりの印", "base64 ends early") \
	X(MIME_ENCODING_ODD, "mime-odd-encoding", OK, "転送符号化の書き方が不自然", "encoding written oddly") \
	X(MIME_QUOTED_ODD, "mime-odd-quoted-printable", OK, "quoted-printableの書き方が不自然", "odd quoted-printable") \
	X(MIME_ENCODED_MULTIPART, "mime-encoded-multipart", OK, "マルチパートが符号化されている", "multipart with an encoding") \
	X(MIME_HIDDEN_MULTIPART, "mime-hidden-multipart", OK, "単独パートの中に区切り", "boundary in a single part") \
	X(ADDRESS_ODD, "address-odd", OK, "宛先の書き方が不自然", "address written oddly") \
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
