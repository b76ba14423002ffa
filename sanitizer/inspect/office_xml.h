/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_xml.h: the XML of documents, one element after the other. No DTD, no
 * entities of the sender's, nothing from elsewhere; namespaces are told apart
 * by nobody: a name counts under each.
 */
#ifndef MISOGI_INSPECT_OFFICE_XML_H
#define MISOGI_INSPECT_OFFICE_XML_H

#include <glib.h>
#include <stdbool.h>

struct xml_attributes; /* of one element, while it is told of */

struct xml_listener {
	void (*begin)(void *user, const char *name, const struct xml_attributes *a);
	void (*end)(void *user, const char *name);
	void (*text)(void *user, const char *text, size_t n); /* may come in pieces */
};

/* Before the door is locked. */
void xml_init(void);

/* False: it is not well-formed, or is what no Office document needs to be. */
bool xml_read(const char *data, size_t n, const struct xml_listener *listener, void *user);

/* The value of the first attribute called ${name}, whatever its prefix; "" when it has none. */
const char *xml_value(const struct xml_attributes *a, const char *name);

/* Whether bytes begin as XML does, in any encoding that is read here. */
bool xml_begins(const char *data, size_t n);

#endif
