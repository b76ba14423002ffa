/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * image.h: pictures, read by their structure to their end: what hides in their
 * notes or behind them, and whether they are whole.
 */
#ifndef MISOGI_INSPECT_IMAGE_H
#define MISOGI_INSPECT_IMAGE_H

#include "inspect/inspect.h"

void image_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);

/*
 * For each kind: reads ${data} to the end of the picture and looks into its
 * notes. Returns how many bytes the picture has, or 0: its structure breaks.
 */
size_t image_jpeg(struct inspection *in, const char *data, size_t len);
size_t image_png(struct inspection *in, const char *data, size_t len);
size_t image_webp(struct inspection *in, const char *data, size_t len);
size_t image_gif(struct inspection *in, const char *data, size_t len);
size_t image_bmp(struct inspection *in, const char *data, size_t len);
size_t image_ico(struct inspection *in, const char *data, size_t len);
size_t image_tiff(struct inspection *in, const char *data, size_t len);

/* Looks for a program in ${n} bytes that are no picture; ${where}: for people. */
void image_notes(struct inspection *in, const char *where, const char *data, size_t n);

#endif
