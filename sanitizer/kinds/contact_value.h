/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contact_value.h: the values of a visiting card that have parts, as people
 * write them. All return strings that the caller frees, "" when empty.
 */
#ifndef MISOGI_KINDS_CONTACT_VALUE_H
#define MISOGI_KINDS_CONTACT_VALUE_H

#include "kinds/content_line.h"
#include "text/phrase.h"

/* "佐藤;太郎;;;" is "佐藤 太郎", "Smith;John;;Dr.;" is "Dr. John Smith". */
char *contact_value_name(const struct content_source *s, const struct content_line *line);

/* "霞市役所;総務課" is "霞市役所 総務課". */
char *contact_value_org(const struct content_source *s, const struct content_line *line);

/* "〒100-0001 東京都千代田区千代田1-1", in the order of its country. */
char *contact_value_address(const struct content_source *s, const struct content_line *line);

/* Appends "（勤務先・FAX）" as TYPE says; nothing when it says nothing of use. */
void contact_value_types(GString *out, enum config_lang lang, const struct content_line *line);

/* ${uri} after "tel:" or "mailto:". Borrowed. */
const char *contact_value_without_scheme(const char *uri);

#endif
