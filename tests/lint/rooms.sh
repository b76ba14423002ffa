#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Hostile bytes live in the cage: only sanitizer/ includes a parser's header, only the named files
# an outside library's, and no program but misogi-worker links a parser.
cd "$1" || exit 2
bad=0
only() { # HEADER-PATTERN FILE-PATTERN
	grep -rlE "#include <($1)" lib mail settings sanitizer worker front quarantine milter cli |
		grep -vE "^($2)$" | sed "s/\$/: must not include this library's header/" | grep . && bad=1
}
only 'gmime/' 'sanitizer/(parse|gmime_extra|sanitize|decode)\.[ch]'
only 'gumbo' 'sanitizer/html/html[a-z_]*\.[ch]'
only 'archive(_entry)?\.h' 'sanitizer/archive/archive_reader\.c'
only 'magic\.h' 'sanitizer/identify[a-z_]*\.c'
only 'gio/' 'sanitizer/kinds/inflate\.c'
only 'libxml/' 'sanitizer/inspect/office_xml\.c'
only 'qpdf/' 'sanitizer/inspect/pdf[a-z_]*\.[ch]'
only 'lzma\.h' 'sanitizer/archive/sealed_sevenzip\.c'
only 'zlib\.h' 'front/output_zip\.c|mail/zip_write\.c|sanitizer/archive/zip_(extra|unpack)\.c|sanitizer/inspect/pdf_guard\.c'
only 'iconv\.h' 'sanitizer/text/(converters|byte_table|double_table|gb18030)\.[ch]|mail/iso2022jp\.c'
only 'libmilter/' 'milter/(callbacks|edit|main|reply)\.[ch]'
only 'sqlite3\.h' 'quarantine/sqlite[a-z_]*\.[ch]'
only 'sodium\.h' 'quarantine/(seal|keys)\.[ch]|mail/message\.c'
only 'seccomp\.h|linux/landlock\.h' 'worker/sandbox[a-z_]*\.[ch]'
only 'systemd/' 'milter/(notify|main)\.[ch]'
for program in misogi misogi-milter; do
	[ -x "$BUILD/bin/$program" ] || continue
	ldd "$BUILD/bin/$program" | grep -E 'libgmime|libgumbo|libmagic|libarchive|libxml2' |
		sed "s|^|$program links a parser: |" | grep . && bad=1
done
exit $bad
