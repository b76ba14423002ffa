/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_mail.h: a message that is attached within winmail.dat, as a mail.
 */
#ifndef MISOGI_KINDS_TNEF_MAIL_H
#define MISOGI_KINDS_TNEF_MAIL_H

#include <glib.h>

/*
 * A mail whose header says what ${buf} (winmail.dat) tells of subject, sender,
 * recipients and date, and whose one part is ${buf} itself. Caller frees.
 */
GString *tnef_mail_of(const char *buf, size_t n);

#endif
