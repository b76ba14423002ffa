/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_auto.c: names of macros that need nobody to start them: of Word, Excel
 * and PowerPoint, and the events of controls that fire when they are drawn.
 * Tests: tests/unit/sanitizer/test_inspect_vba.c.
 */
#include "inspect/office_auto.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static const char *const names[] = {
	"AutoExec",
	"AutoExit",
	"AutoOpen",
	"AutoClose",
	"AutoNew",
	"Auto_Open",
	"Auto_Close",
	"Auto_Activate",
	"Auto_Deactivate",
	"Auto_Add",
	"Auto_Remove",
	"DocumentOpen",
	"DocumentChange",
	"DocumentBeforeClose",
	"Document_Open",
	"Document_Close",
	"Document_New",
	"Document_BeforeClose",
	"Document_ContentControlOnEnter",
	"Document_SyncEvent",
	"Document_XMLAfterInsert",
	"NewDocument",
	"Workbook_Open",
	"Workbook_Activate",
	"Workbook_AddinInstall",
	"Workbook_BeforeClose",
	"Workbook_BeforePrint",
	"Workbook_Close",
	"Workbook_Deactivate",
	"Workbook_NewSheet",
	"Workbook_Sheet",
	"Workbook_Window",
	"Worksheet_Activate",
	"Worksheet_Calculate",
	"Worksheet_Change",
	"Worksheet_SelectionChange",
	"App_DocumentOpen",
	"App_WorkbookOpen",
	"App_PresentationOpen",
	"OnSlideShowPageChange",
	"OnSlideShowTerminate",
	"UserForm_Initialize",
	"_BeforeNavigate2",
	"_BeforeScriptExecute",
	"_BeforeDropOrPaste",
	"_DocumentComplete",
	"_DownloadBegin",
	"_DownloadComplete",
	"_FileDownload",
	"_GotFocus",
	"_Layout",
	"_LostFocus",
	"_MouseHover",
	"_MouseMove",
	"_NavigateComplete2",
	"_NavigateError",
	"_OnConnecting",
	"_OnDisconnected",
	"_Painted",
	"_Painting",
	"_ProgressChange",
	"_PropertyChange",
	"_Resize",
	"_SetSecureLockIcon",
	"_StatusTextChange",
	"_TitleChange",
};

/* The first two letters of all names, so that most places cost one look. */
static bool may_begin(char first, char second)
{
	switch (g_ascii_toupper(first)) {
	case 'A':
		return second && strchr("UuPp", second);
	case 'D':
	case 'W':
		return strchr("Oo", second);
	case 'N':
		return strchr("Ee", second);
	case 'O':
		return strchr("Nn", second);
	case 'U':
		return strchr("Ss", second);
	case '_':
		return g_ascii_isalpha(second);
	default:
		return false;
	}
}

const char *auto_name_in(const char *text, size_t n)
{
	for (size_t at = 0; at + 1 < n; at++) {
		if (!may_begin(text[at], text[at + 1]))
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
			size_t length = strlen(names[i]);
			if (length <= n - at &&
			    g_ascii_strncasecmp(text + at, names[i], length) == 0)
				return names[i];
		}
	}
	return NULL;
}
