/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_url.h: the address of a link, taken apart as a browser does it (WHATWG
 * URL Standard) and written so that people can read it.
 */
#ifndef MISOGI_HTML_URL_H
#define MISOGI_HTML_URL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum html_url_kind {
	HTML_URL_NONE,	  /* leads nowhere else: empty, "#…", cid:, relative without a base */
	HTML_URL_WEB,	  /* http, https, ftp */
	HTML_URL_MAIL,	  /* mailto */
	HTML_URL_PHONE,	  /* tel and the like */
	HTML_URL_PROGRAM, /* opens some program of the reader's */
	HTML_URL_UNSAFE,  /* runs something, holds it, or reads the reader's machine */
};

struct html_url {
	enum html_url_kind kind;
	char *scheme; /* lower case; "" for NONE */
	/*
	 * WEB: the whole address as one printable word without < and >. MAIL,
	 * PHONE: addresses or number as they are meant, without "?…". Else "".
	 */
	char *shown;
	/* WEB: as html_host_canonical() says. MAIL: the domain of the first address. Else "". */
	char *host;
	bool has_user; /* WEB: something stands before the host and an @ */
	bool is_cut;   /* longer than allowed: ends in "…" */
};

/* Reads ${href}; ${base}: NULL or a web address. At most about ${max} bytes are shown. */
void html_url_read(struct html_url *u, const char *href, const char *base, size_t max);
void html_url_clear(struct html_url *u);

/* "https://example.com/a.b" as "hxxps://example[.]com/a.b": no program makes a link of it. */
char *html_url_defang(const char *url);

/* Appends ${n} bytes of valid UTF-8; what has no form, or would end brackets, as %XX. */
void html_url_append_readable(GString *out, const char *s, size_t n);

/* ${n} bytes ${s} with %XX undone; caller frees. */
char *html_url_unescape(const char *s, size_t n);

#endif
