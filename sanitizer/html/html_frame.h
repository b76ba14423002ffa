/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_frame.h: what the walk over a tree knows: the open elements, and what
 * html_walk, html_layout and html_media share.
 */
#ifndef MISOGI_HTML_FRAME_H
#define MISOGI_HTML_FRAME_H

#include "html/html_grid.h"
#include "html/html_list.h"
#include "html/html_role.h"
#include "html/html_walk.h"
#include "html/html_writer.h"

enum html_speech { SPEECH_UNKNOWN, SPEECH_JAPANESE, SPEECH_OTHER };

/* One open element. */
struct html_frame {
	const GumboNode *node;
	unsigned next; /* child to visit */
	enum html_role role;
	/* inherited by its children: */
	struct html_sight sight;
	bool hidden;
	enum html_speech speech;
	unsigned sayings; /* <q> around it */
	/* its own: */
	bool hides;	       /* begins a hidden place */
	bool infixed;	       /* ROLE_INFIX: its sign is written */
	bool unmarked;	       /* ROLE_LINK: the link around it had no text yet */
	size_t start;	       /* length of the output before its text */
	size_t opened;	       /* what html_writer_open() said */
	bool alone;	       /* ROLE_ROW, ROLE_CELL: one cell only */
	unsigned line;	       /* ROLE_CELL: where it begins */
	struct html_list list; /* ROLE_LIST */
};

struct html_state {
	const struct html_walk_input *in;
	struct html_found *found;
	struct html_removed *removed;
	struct html_writer *writer; /* one of: */
	struct html_writer page, cell;
	struct html_grid *grid;	  /* of the table of data that is open */
	const GumboNode *gridded; /* that table */
	const GumboNode *chosen;  /* the option that the open <select> shows */
	unsigned items, links;	  /* open ones */
	bool picture;		  /* an image without words is in the open link */
	bool in_place;		  /* a hidden place has begun, and has text */
	size_t place_opened;	  /* what html_writer_open() said of its mark */
	GArray *frames;		  /* of struct html_frame */
};

#endif
