/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * options.h: how a text is to be made, the same for every kind of body.
 */
#ifndef MISOGI_TEXT_OPTIONS_H
#define MISOGI_TEXT_OPTIONS_H

#include "misogi/config.h"
#include "misogi/limits.h"
#include "misogi/policy.h"

struct text_options {
	const struct limits *limits;
	enum body_links links;
	enum body_hidden hidden;
	enum config_lang lang; /* of what we say within the text */
};

#endif
