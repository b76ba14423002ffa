/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose.h: letters and marks that a charset can only send one after the
 * other, as the one character that was meant.
 */
#ifndef MISOGI_TEXT_COMPOSE_H
#define MISOGI_TEXT_COMPOSE_H

#include <glib.h>

/* Joins each mark in the UTF-8 of ${text}, from ${start} on, with the letter before it. Linear. */
void compose_marks(GString *text, size_t start);

#endif
