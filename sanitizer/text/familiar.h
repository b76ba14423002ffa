/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * familiar.h: how usual a character is in Japanese, for telling charsets apart.
 */
#ifndef MISOGI_TEXT_FAMILIAR_H
#define MISOGI_TEXT_FAMILIAR_H

#include <glib.h>

/* Learns the kanji; after planes_open(), once. */
void familiar_open(void);

/* 10: on every page; 0: says nothing; below: hardly ever, or no character at all (-30). */
int familiar_weight(gunichar u);

#endif
