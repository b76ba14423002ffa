/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_bytes.c: our own table of magic bytes, since libmagic calls many
 * dangerous files text/plain. Searched in order: what is told by more bytes
 * stands before what is told by fewer. Tests: tests/unit/sanitizer/test_signature.c,
 * test_samples.c.
 */
#include "signature_bytes.h"

#include <glib.h>
#include <string.h>

struct span {
	size_t at;
	const char *bytes;
	size_t n;
};

static const struct row {
	struct span one, two; /* two.n 0: one is enough */
	enum type_id type;
	bool is_certain;
} rows[] = {
#define SPAN(at, bytes)                                                                            \
	{                                                                                          \
		at, bytes, sizeof(bytes) - 1                                                       \
	}
#define M(at, bytes, type, certain) { SPAN(at, bytes), SPAN(0, ""), TYPE_##type, certain },
#define MM(at, bytes, at2, bytes2, type, certain)                                                  \
	{ SPAN(at, bytes), SPAN(at2, bytes2), TYPE_##type, certain },
	/* clang-format off */
	/* images */
	M(0, "\x89PNG\r\n\x1a\n", PNG, true)
	M(0, "\xff\xd8\xff", JPEG, true)
	M(0, "GIF87a", GIF, true)
	M(0, "GIF89a", GIF, true)
	MM(0, "RIFF", 8, "WEBP", WEBP, true)
	MM(0, "RIFF", 8, "ACON", ANI, true)
	MM(0, "II*\0", 8, "CR\2\0", CR2, true)
	M(0, "II*\0", TIFF, true)
	M(0, "MM\0*", TIFF, true)
	M(0, "II+\0\x08\0", TIFF, true)
	M(0, "MM\0+\0\x08", TIFF, true)
	M(0, "II\xbc\1", JXR, true)
	M(4, "ftypheic", HEIC, true)
	M(4, "ftypheix", HEIC, true)
	M(4, "ftyphevc", HEIC, true)
	M(4, "ftypmif1", HEIC, true)
	M(4, "ftypmsf1", HEIC, true)
	M(4, "ftypavif", AVIF, true)
	M(4, "ftypavis", AVIF, true)
	M(0, "\0\0\2\0\6\4\6\0", LOTUS, true)
	M(0, "\0\0\x1a\0\0\x10\4\0", LOTUS, true)
	M(0, "\0\0\x1a\0\2\x10\4\0", LOTUS, true)
	M(0, "\0\0\x1a\0\3\x10\4\0", LOTUS, true)
	M(0, "\0\0\1\0", ICO, false)
	M(0, "\0\0\2\0", CUR, false)
	M(4, "jP  \r\n\x87\n", JP2, true)
	M(0, "\xff\x4f\xff\x51", J2K, true)
	M(4, "JXL \r\n\x87\n", JXL, true)
	M(0, "\xff\x0a", JXL, false)
	MM(0, "BM", 6, "\0\0\0\0", BMP, true)
	M(0, "BM", BMP, false)
	M(0, "8BPS\0\1", PSD, true)
	M(0, "8BPS\0\2", PSD, true)
	M(0, "gimp xcf ", XCF, true)
	M(0, "\xd7\xcd\xc6\x9a", WMF, true)
	M(0, "\1\0\x09\0\0\3", WMF, true)
	MM(0, "\1\0\0\0", 40, " EMF", EMF, true)
	M(0, "\x0a\x05\1", PCX, false)
	M(0, "icns", ICNS, true)
	M(0, "DDS \x7c\0\0\0", DDS, true)
	M(0, "\x76\x2f\x31\x01", EXR, true)
	M(0, "#?RADIANCE\n", HDR, true)
	M(0, "\xabKTX 11\xbb\r\n\x1a\n", KTX, true)
	M(0, "\xabKTX 20\xbb\r\n\x1a\n", KTX, true)
	M(0, "\x8aMNG\r\n\x1a\n", MNG, true)
	M(0, "AT&TFORM", DJVU, true)
	M(128, "DICM", DICOM, true)
	M(0, "\x97JB2\r\n\x1a\n", JBIG2, true)
	M(0, "EP*\0", MDI, true)
	/* documents */
	M(0, "%PDF-", PDF, true)
	M(0, "%FDF-", FDF, true)
	M(0, "\xc5\xd0\xd3\xc6", EPS, true)
	M(4, "Standard Jet DB", MDB, true)
	M(4, "Standard ACE DB", ACCDB, true)
	M(0, "\xffWPC", WPD, true)
	M(0, "\x31\xbe\0\0\0\xab", WRI, true)
	M(0, "\x32\xbe\0\0\0\xab", WRI, true)
	MM(0, "DOC", 43, "\x14", TARO, true)
	MM(0, "DOC", 43, "\x15", TARO, true)
	MM(0, "DOC", 43, "\x16", TARO, true)
	M(0, "\x60\x0e\x82\x01", XDW, true)
	M(0, "\xf1\x10", OASYS, false)
	M(60, "BOOKMOBI", MOBI, true)
	M(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE, true)
	/* archives */
	M(0, "7z\xbc\xaf\x27\x1c", SEVENZIP, true)
	M(0, "Rar!\x1a\x07", RAR, true)
	M(0, "RE~^", RAR, true)
	M(0, "MSCF\0\0\0\0", CAB, true)
	M(257, "ustar", TAR, true)
	M(0, "\x1f\x8b\x08", GZIP, true)
	MM(0, "BZh", 4, "1AY&SY", BZIP2, true)
	MM(0, "BZh", 4, "\x17\x72\x45\x38\x50\x90", BZIP2, true)
	M(0, "\xfd" "7zXZ\0", XZ, true)
	M(0, "LZIP\1", LZIP, true)
	M(0, "\x89LZO\0\r\n\x1a\n", LZOP, true)
	M(0, "LRZI\0", LRZIP, true)
	M(0, "\x28\xb5\x2f\xfd", ZSTD, true)
	M(0, "\x04\x22\x4d\x18", LZ4, true)
	M(0, "\x1f\x9d", COMPRESS, false)
	M(0, "\x60\xea", ARJ, false)
	M(7, "**ACE**", ACE, true)
	M(20, "\xdc\xa7\xc4\xfd", ZOO, true)
	M(0, "ALZ\1", ALZ, true)
	M(0, "EGGA", EGG, true)
	M(0, "GCA0", GCA, true)
	MM(0, "SIT!", 10, "rLau", SIT, true)
	M(0, "StuffIt", SIT, true)
	M(0, "SZDD\x88\xf0\x27\x33", SZDD, true)
	M(0, "KWAJ\x88\xf0\x27\xd1", SZDD, true)
	M(0, "070701", CPIO, false)
	M(0, "070702", CPIO, false)
	M(0, "070707", CPIO, false)
	M(0, "\xc7\x71", CPIO, false)
	MM(0, "!<arch>\n", 8, "debian-binary", DEB, true)
	M(0, "!<arch>\n", AR, true)
	M(0, "PAR2\0PKT", PAR2, true)
	M(0, "WARC/1.", WARC, true)
	M(0, "\0\5\x16\0\0\2\0\0", APPLE_DOUBLE, true)
	M(0, "\0\5\x16\7\0\2\0\0", APPLE_DOUBLE, true)
	MM(0, "!BDN", 8, "SO", OST, true)
	M(0, "!BDN", PST, true)
	M(0, "\xcf\xad\x12\xfe", DBX, true)
	/* locked */
	M(4, "_AttacheCaseData", ATTACHE_CASE, true)
	M(0, "age-encryption.org/v1\n", AGE, true)
	M(0, "-----BEGIN AGE ENCRYPTED FILE", AGE, true)
	M(0, "AES\2\0", AES_CRYPT, true)
	M(0, "\xc0\xb9\x07\x2e\x4f\x93\xf1\x46\xa0\x15\x79\x2c\xa1\xd9\xe8\x21", AXCRYPT, true)
	M(0, "Salted__", OPENSSL_SALTED, true)
	M(0, "\x03\xd9\xa2\x9a", KDBX, true)
	/* programs */
	M(0, "MZ", EXE, true)
	M(0, "ZM", EXE, false)
	M(0, "\x7f" "ELF", ELF, true)
	M(0, "\xcf\xfa\xed\xfe", MACH_O, true)
	M(0, "\xce\xfa\xed\xfe", MACH_O, true)
	M(0, "\xfe\xed\xfa\xce", MACH_O, true)
	M(0, "\xfe\xed\xfa\xcf", MACH_O, true)
	M(0, "\xca\xfe\xba\xbf", MACH_O_FAT, true)
	M(0, "\xca\xfe\xba\xbe", CLASS, true)
	M(0, "dex\n03", DEX, true)
	M(0, "Cr24", CRX, true)
	M(0, "\xed\xab\xee\xdb", RPM, true)
	M(0, "xar!\0\x1c", XAR, true)
	M(0, "\0asm\1\0\0\0", WASM, true)
	M(0, "FWS", SWF, false)
	M(0, "CWS", SWF, false)
	M(0, "ZWS", SWF, false)
	M(2, "\r\n\0\0\0\0", PYC, true)
	M(2, "\r\n\1\0\0\0", PYC, true)
	M(2, "\r\n\3\0\0\0", PYC, true)
	M(0, "\x1bLua", LUAC, true)
	M(0, "FasdUAS 1.", SCPT, true)
	M(0, "BC\xc0\xde", BITCODE, true)
	M(0, "\xde\xc0\x17\x0b", BITCODE, true)
	M(0, "ITSF", CHM, true)
	M(0, "\x3f\x5f\3\0", HLP, true)
	M(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", ONE, true)
	M(0, "\xa1\x2f\xff\x43\xd9\xef\x76\x4c", ONE, true)
	M(0, "L\0\0\0\1\x14\2\0", LNK, true)
	M(0, "PMCC", GRP, true)
	/* disks */
	M(0, "conec" "tix", VHD, true)
	M(0, "vhdxfile", VHDX, true)
	M(0, "KDMV", VMDK, true)
	M(0, "# Disk DescriptorFile", VMDK, true)
	M(64, "\x7f\x10\xda\xbe", VDI, true)
	M(0, "QFI\xfb", QCOW2, true)
	M(0, "MSWIM\0\0\0", WIM, true)
	M(0, "WLPWM\0\0\0", WIM, true)
	M(0, "hsqs", SQUASHFS, true)
	M(0, "LUKS\xba\xbe", LUKS, true)
	/* mail and web */
	M(0, "\x78\x9f\x3e\x22", TNEF, true)
	M(0, "bplist0", BPLIST, true)
	/* fonts */
	M(0, "\0\1\0\0\0", TTF, false)
	M(0, "true\0", TTF, true)
	M(0, "ttcf", TTF, true)
	M(0, "OTTO\0", OTF, true)
	M(0, "wOFF", WOFF, true)
	M(0, "wOF2", WOFF2, true)
	MM(8, "\1\0\2\0", 34, "LP", EOT, true)
	MM(8, "\2\0\2\0", 34, "LP", EOT, true)
	MM(0, "\x80\1", 6, "%!PS-AdobeFont", PFB, true)
	M(0, "%!PS-AdobeFont", PFB, true)
	M(0, "%!FontType1", PFB, true)
	/* sound and moving pictures */
	M(0, "ID3", MP3, true)
	M(0, "\xff\xfb", MP3, false)
	M(0, "\xff\xf3", MP3, false)
	M(0, "\xff\xf2", MP3, false)
	M(0, "\xff\xf1", AAC, false)
	M(0, "\xff\xf9", AAC, false)
	MM(0, "RIFF", 8, "WAVE", WAV, true)
	MM(0, "RIFF", 8, "RMID", MIDI, true)
	MM(0, "RIFF", 8, "AVI ", AVI, true)
	M(0, "OggS\0", OGG, true)
	M(0, "fLaC", FLAC, true)
	M(0, "#!AMR", AMR, true)
	M(0, "MThd\0\0\0\6", MIDI, true)
	MM(0, "FORM", 8, "AIFF", AIFF, true)
	MM(0, "FORM", 8, "AIFC", AIFF, true)
	M(0, ".snd\0\0\0", AU, true)
	M(0, "MAC \x96\x0f", APE, true)
	M(0, "caff\0\1", CAF, true)
	M(4, "ftypM4A", M4A, true)
	M(4, "ftypM4B", M4A, true)
	M(4, "ftypqt", MOV, true)
	M(4, "moov", MOV, false)
	M(4, "ftyp3g", THREEGP, true)
	M(4, "ftypmmp4", THREEGP, true)
	M(4, "ftyp", MP4, true)
	M(0, "\x1a\x45\xdf\xa3", MKV, true)
	M(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", WMV, true)
	M(0, "\0\0\1\xba", MPEG, true)
	M(0, "\0\0\1\xb3", MPEG, true)
	M(0, "FLV\1", FLV, true)
	M(0, ".RMF\0\0\0", RM, true)
	M(0, "\x06\x0e\x2b\x34\x02\x05\x01\x01", MXF, true)
	/* drawings */
	M(0, "AutoCAD Binary DXF\r\n\x1a\0", DXF, true)
	MM(0, "AC10", 6, "\0", DWG, true)
	M(0, "(DWF V", DWF, true)
	M(0, "JwwData.", JWW, true)
	M(0, "3D Geometry File Format ", RHINO, true)
	M(0, "\xff\xfe\xff\x0eS\0k\0e\0t\0c\0h\0U\0p", SKP, true)
	M(0, "Kaydara FBX Binary  \0", FBX, true)
	M(0, "glTF\2\0\0\0", GLB, true)
	M(0, "BLENDER-v", BLEND, true)
	M(0, "BLENDER_v", BLEND, true)
	M(0, "BLENDER1", BLEND, true)
	M(0, "U3D\0", U3D, true)
	/* keys and what is left */
	M(0, "\xfe\xed\xfe\xed\0\0\0", JKS, true)
	M(0, "\xce\xce\xce\xce\0\0\0", JKS, true)
	M(0, "SQLite format 3\0", SQLITE, true)
	M(0, "ElfFile\0", EVTX, true)
	M(0, "\xd4\xc3\xb2\xa1", PCAP, true)
	M(0, "\xa1\xb2\xc3\xd4", PCAP, true)
	M(0, "\x0a\x0d\x0d\x0a", PCAP, true)
	M(0, "regf", HIVE, true)
	M(0, "MDMP\x93\xa7", DMP, true)
	M(0, "\x89HDF\r\n\x1a\n", HDF5, true)
	M(0, "PAR1", PARQUET, false)
	M(0, "d8:announce", TORRENT, true)
/* clang-format on */
#undef MM
#undef M
#undef SPAN
};

bool magic_is_at(const char *data, size_t len, size_t at, const char *bytes, size_t n)
{
	return len >= at && len - at >= n && memcmp(data + at, bytes, n) == 0;
}

static bool fits(const struct span *s, const char *data, size_t len)
{
	return s->n == 0 || magic_is_at(data, len, s->at, s->bytes, s->n);
}

struct magic_found magic_find(const char *data, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (fits(&rows[i].one, data, len) && fits(&rows[i].two, data, len))
			return (struct magic_found){ rows[i].type, rows[i].is_certain };
	return (struct magic_found){ TYPE_MAX, false };
}

bool magic_contains(const char *data, size_t len, const char *what)
{
	size_t n = strlen(what);
	const char *end = data + len;
	const char both[] = { what[0], g_ascii_toupper(what[0]) };

	for (unsigned k = 0; k < (both[0] == both[1] ? 1 : 2); k++)
		for (const char *p = data; (size_t)(end - p) >= n; p++) {
			p = memchr(p, both[k], (size_t)(end - p) - n + 1);
			if (!p)
				break;
			if (g_ascii_strncasecmp(p, what, n) == 0)
				return true;
		}
	return false;
}
