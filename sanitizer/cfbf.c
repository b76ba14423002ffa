/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cfbf.c: the names of streams and storages tell which program a compound file
 * is for. Looks at names, nothing else. Tests: tests/unit/sanitizer/test_cfbf.c.
 */
#include "cfbf.h"

#include <glib.h>
#include <string.h>

#include "inspect/ole_file.h"

static void note_name(const char *name, struct cfbf_facts *f)
{
	static const struct {
		const char *name;
		enum type_id type;
	} names[] = {
		{ "WordDocument", TYPE_DOC },
		{ "Workbook", TYPE_XLS },
		{ "Book", TYPE_XLS },
		{ "PowerPoint Document", TYPE_PPT },
		{ "VisioDocument", TYPE_VSD },
		{ "Quill", TYPE_PUB },
		{ "PP40", TYPE_PPT },
		{ "   19", TYPE_MPP },
		{ "   112", TYPE_MPP },
		{ "   114", TYPE_MPP },
		{ "MatOST", TYPE_WPS },
		{ "\005HwpSummaryInformation", TYPE_HWP },
		{ "__properties_version1.0", TYPE_MSG },
		{ "DocumentText", TYPE_JTD },
		{ "\004JSRV_SegmentInformation", TYPE_JTD },
		{ "EncryptedPackage", TYPE_OFFICE_ENCRYPTED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(name, names[i].name) == 0 && f->type == TYPE_OLE)
			f->type = names[i].type;
	f->is_encrypted |=
		strcmp(name, "EncryptedPackage") == 0 || strcmp(name, "EncryptionInfo") == 0;
	f->has_macro |= strcmp(name, "VBA") == 0 || strcmp(name, "_VBA_PROJECT_CUR") == 0 ||
			strcmp(name, "Macros") == 0 || strcmp(name, "_VBA_PROJECT") == 0;
}

/*
 * The class id of the root entry tells installers apart: {000C1082|4|6-0000-
 * 0000-C000-000000000046} are a transform, a package and a patch.
 */
static enum type_id type_of_installer(const struct ole_entry *root)
{
	static const guint8 rest[] = "\x10\x0c\0\0\0\0\0\xc0\0\0\0";

	if (memcmp(root->clsid + 1, rest, sizeof(rest) - 1) != 0)
		return TYPE_OLE;
	switch (root->clsid[0]) {
	case 0x82:
		return TYPE_MST;
	case 0x84:
		return TYPE_MSI;
	case 0x86:
		return TYPE_MSP;
	}
	return TYPE_OLE;
}

struct cfbf_facts cfbf_look(const char *data, size_t len)
{
	struct cfbf_facts facts = { .type = TYPE_OLE };
	struct ole_file f;

	if (!ole_open(data, len, &f))
		return facts;
	for (guint i = 0; i < f.entries->len; i++) {
		const struct ole_entry *e = ole_entry(&f, i);
		if (i == 0)
			facts.type = type_of_installer(e);
		note_name(e->name, &facts);
	}
	ole_close(&f);
	return facts;
}
