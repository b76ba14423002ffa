/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_fonts.h: the font table of an RTF file: which charset the bytes of a
 * text are in is a matter of the font.
 */
#ifndef MISOGI_KINDS_RTF_FONTS_H
#define MISOGI_KINDS_RTF_FONTS_H

#include <glib.h>

#include "kinds/rtf_lexer.h"
#include "kinds/rtf_symbols.h"

struct rtf_fonts;

struct rtf_fonts *rtf_fonts_new(void);
void rtf_fonts_free(struct rtf_fonts *f);

/* \ansicpg932: what holds where no font says anything. */
void rtf_fonts_default(struct rtf_fonts *f, unsigned codepage);

/* Inside \fonttbl: \f12 begins a font, the others speak of it. */
void rtf_fonts_begin(struct rtf_fonts *f, int number);
void rtf_fonts_charset(struct rtf_fonts *f, int charset);
void rtf_fonts_codepage(struct rtf_fonts *f, int codepage);
/* A piece of its name; ";" ends it. */
void rtf_fonts_name(struct rtf_fonts *f, const char *bytes, size_t n);

/* How ${n} bytes in font ${number} are to be read; static. */
const char *rtf_fonts_label(const struct rtf_fonts *f, int number, const char *bytes, size_t n);
enum rtf_pairs rtf_fonts_pairs(const struct rtf_fonts *f, int number);
enum rtf_symbols rtf_fonts_symbols(const struct rtf_fonts *f, int number);

#endif
