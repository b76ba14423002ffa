/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_image.h: what an image says to a reader who does not see it.
 */
#ifndef MISOGI_HTML_IMAGE_H
#define MISOGI_HTML_IMAGE_H

#include <glib.h>
#include <gumbo.h>
#include <stdbool.h>

/* Too small to be seen: it tells its sender that the mail was read. */
bool html_image_is_pixel(const GumboElement *img);

/* Appends "[地図]" of alt="地図", or nothing where alt says nothing: a file's name, "spacer". */
void html_image_text(GString *out, const GumboElement *img);

/* Takes the image's text out of the link's text ${link} where both say the same: "[詳細] 詳細". */
void html_image_say_once(GString *out, size_t link);

#endif
