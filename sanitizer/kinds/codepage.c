/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * codepage.c: the numbers that occur in mail, as a table.
 * Tests: tests/unit/sanitizer/test_tnef.c.
 */
#include "kinds/codepage.h"

#include <glib.h>

static const struct {
	unsigned number;
	const char *label;
} codepages[] = {
	{ 437, "ibm437" },	  { 850, "ibm850" },	    { 866, "ibm866" },
	{ 874, "windows-874" },	  { 932, "cp932" },	    { 936, "gb18030" },
	{ 949, "euc-kr" },	  { 950, "big5" },	    { 1200, "utf-16le" },
	{ 1201, "utf-16be" },	  { 1250, "windows-1250" }, { 1251, "windows-1251" },
	{ 1252, "windows-1252" }, { 1253, "windows-1253" }, { 1254, "windows-1254" },
	{ 1255, "windows-1255" }, { 1256, "windows-1256" }, { 1257, "windows-1257" },
	{ 1258, "windows-1258" }, { 10000, "macintosh" },   { 10001, "cp932" },
	{ 10002, "big5" },	  { 10003, "euc-kr" },	    { 10008, "gb18030" },
	{ 20127, "us-ascii" },	  { 20866, "koi8-r" },	    { 20932, "euc-jp" },
	{ 21866, "koi8-u" },	  { 28591, "iso-8859-1" },  { 28592, "iso-8859-2" },
	{ 28593, "iso-8859-3" },  { 28594, "iso-8859-4" },  { 28595, "iso-8859-5" },
	{ 28596, "iso-8859-6" },  { 28597, "iso-8859-7" },  { 28598, "iso-8859-8" },
	{ 28599, "iso-8859-9" },  { 28603, "iso-8859-13" }, { 28605, "iso-8859-15" },
	{ 50220, "iso-2022-jp" }, { 50221, "iso-2022-jp" }, { 50222, "iso-2022-jp" },
	{ 50225, "iso-2022-kr" }, { 51932, "euc-jp" },	    { 51936, "gb18030" },
	{ 51949, "euc-kr" },	  { 54936, "gb18030" },	    { 65000, "utf-7" },
	{ 65001, "utf-8" },
};

const char *codepage_label(unsigned number)
{
	for (size_t i = 0; i < G_N_ELEMENTS(codepages); i++)
		if (codepages[i].number == number)
			return codepages[i].label;
	return "";
}
