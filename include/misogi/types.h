/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.h: every type of file that we know, once: its name, its class, the
 * extensions that may name it, the types that may declare it. Policies match
 * the names (`type:docx`), facts and reports record them, the sanitizer tells
 * them apart by their bytes (sanitizer/signature*.c, zip_type.c, cfbf.c).
 *
 * A word that is both a class and a type (pdf, html) means the class.
 */
#ifndef MISOGI_TYPES_H
#define MISOGI_TYPES_H

#include "misogi/words.h"

/*
 * X(CONSTANT, "name", CLASS, FORM, "extensions", "declared types")
 *
 * FORM: CHARS is plain characters that only a name may tell apart, BYTES is
 * not. Lists are words between blanks; a word may stand in many rows, the first
 * is what it means where there is nothing but the word.
 */
/* clang-format off */
#define TYPES(X) \
	X(UNKNOWN, "unknown", UNKNOWN, BYTES, "", "") \
	X(EMPTY, "empty", TEXT, BYTES, "", "") \
	X(TXT, "txt", TEXT, CHARS, \
	  "txt log text me asc diff patch ini cfg conf srt lst tex c h cc cpp java cs go rs sql", \
	  "text/plain text/x-log") \
	X(CSV, "csv", TEXT, CHARS, "csv tsv tab", \
	  "text/csv text/tab-separated-values application/csv") \
	X(MARKDOWN, "markdown", TEXT, CHARS, "md markdown", "text/markdown text/x-markdown") \
	X(JSON, "json", TEXT, CHARS, "json geojson jsonl har", \
	  "application/json application/geo+json text/json") \
	X(YAML, "yaml", TEXT, CHARS, "yaml yml", "application/yaml text/yaml application/x-yaml") \
	X(XML, "xml", TEXT, CHARS, "xml xsd kml gml gpx rss atom plist", \
	  "text/xml application/xml") \
	X(PNG, "png", IMAGE, BYTES, "png apng", "image/png image/x-png image/apng") \
	X(JPEG, "jpeg", IMAGE, BYTES, "jpg jpeg jpe jfif", "image/jpeg image/jpg image/pjpeg") \
	X(GIF, "gif", IMAGE, BYTES, "gif", "image/gif") \
	X(WEBP, "webp", IMAGE, BYTES, "webp", "image/webp") \
	X(BMP, "bmp", IMAGE, BYTES, "bmp dib", "image/bmp image/x-ms-bmp image/x-bmp") \
	X(TIFF, "tiff", IMAGE, BYTES, "tif tiff dng nef arw", "image/tiff") \
	X(HEIC, "heic", IMAGE, BYTES, "heic heif hif", "image/heic image/heif") \
	X(AVIF, "avif", IMAGE, BYTES, "avif", "image/avif") \
	X(ICO, "ico", IMAGE, BYTES, "ico", "image/x-icon image/vnd.microsoft.icon") \
	X(CUR, "cur", IMAGE, BYTES, "cur", "image/x-win-bitmap") \
	X(ANI, "ani", IMAGE, BYTES, "ani", "application/x-navi-animation") \
	X(JP2, "jp2", IMAGE, BYTES, "jp2 jpx jpm jpf", "image/jp2 image/jpx") \
	X(J2K, "j2k", IMAGE, BYTES, "j2k j2c jpc", "image/x-jp2-codestream") \
	X(JXL, "jxl", IMAGE, BYTES, "jxl", "image/jxl") \
	X(JXR, "jxr", IMAGE, BYTES, "jxr wdp hdp", "image/jxr image/vnd.ms-photo") \
	X(CR2, "cr2", IMAGE, BYTES, "cr2", "image/x-canon-cr2") \
	X(PSD, "psd", IMAGE, BYTES, "psd psb", "image/vnd.adobe.photoshop") \
	X(XCF, "xcf", IMAGE, BYTES, "xcf", "image/x-xcf") \
	X(WMF, "wmf", IMAGE, BYTES, "wmf", "image/wmf image/x-wmf") \
	X(EMF, "emf", IMAGE, BYTES, "emf", "image/emf image/x-emf") \
	X(PCX, "pcx", IMAGE, BYTES, "pcx", "image/vnd.zbrush.pcx image/x-pcx") \
	X(TGA, "tga", IMAGE, BYTES, "tga icb vst", "image/x-tga") \
	X(PNM, "pnm", IMAGE, BYTES, "pnm pbm pgm ppm", \
	  "image/x-portable-bitmap image/x-portable-greymap image/x-portable-pixmap") \
	X(XPM, "xpm", IMAGE, CHARS, "xpm", "image/x-xpmi image/x-xpixmap") \
	X(ICNS, "icns", IMAGE, BYTES, "icns", "image/x-icns") \
	X(DDS, "dds", IMAGE, BYTES, "dds", "image/vnd.ms-dds") \
	X(EXR, "exr", IMAGE, BYTES, "exr", "image/x-exr") \
	X(HDR, "hdr", IMAGE, BYTES, "hdr", "image/vnd.radiance") \
	X(KTX, "ktx", IMAGE, BYTES, "ktx ktx2", "image/ktx image/ktx2") \
	X(MNG, "mng", IMAGE, BYTES, "mng", "video/x-mng") \
	X(DJVU, "djvu", IMAGE, BYTES, "djvu djv", "image/vnd.djvu") \
	X(DICOM, "dicom", IMAGE, BYTES, "dcm", "application/dicom") \
	X(JBIG2, "jbig2", IMAGE, BYTES, "jb2 jbig2", "image/x-jbig2") \
	X(MDI, "mdi", IMAGE, BYTES, "mdi", "image/vnd.ms-modi") \
	X(PDF, "pdf", PDF, BYTES, "pdf", "application/pdf application/x-pdf") \
	X(FDF, "fdf", PDF, BYTES, "fdf", "application/vnd.fdf application/fdf") \
	X(POSTSCRIPT, "postscript", SCRIPT, BYTES, "ps ai", "application/postscript") \
	X(EPS, "eps", SCRIPT, BYTES, "eps epsf epsi", "image/x-eps application/postscript") \
	X(DOCX, "docx", OFFICE, BYTES, "docx dotx", \
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.document " \
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.template") \
	X(XLSX, "xlsx", OFFICE, BYTES, "xlsx xltx", \
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet " \
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.template") \
	X(PPTX, "pptx", OFFICE, BYTES, "pptx potx ppsx", \
	  "application/vnd.openxmlformats-officedocument.presentationml.presentation " \
	  "application/vnd.openxmlformats-officedocument.presentationml.slideshow " \
	  "application/vnd.openxmlformats-officedocument.presentationml.template") \
	X(VSDX, "vsdx", OFFICE, BYTES, "vsdx vssx vstx", \
	  "application/vnd.ms-visio.drawing application/vnd.visio2013") \
	X(THMX, "thmx", OFFICE, BYTES, "thmx", "application/vnd.ms-officetheme") \
	X(ODT, "odt", OFFICE, BYTES, "odt ott odm oth", \
	  "application/vnd.oasis.opendocument.text " \
	  "application/vnd.oasis.opendocument.text-template " \
	  "application/vnd.oasis.opendocument.text-master " \
	  "application/vnd.oasis.opendocument.text-web") \
	X(ODS, "ods", OFFICE, BYTES, "ods ots", \
	  "application/vnd.oasis.opendocument.spreadsheet " \
	  "application/vnd.oasis.opendocument.spreadsheet-template") \
	X(ODP, "odp", OFFICE, BYTES, "odp otp", \
	  "application/vnd.oasis.opendocument.presentation " \
	  "application/vnd.oasis.opendocument.presentation-template") \
	X(ODG, "odg", OFFICE, BYTES, "odg otg", \
	  "application/vnd.oasis.opendocument.graphics " \
	  "application/vnd.oasis.opendocument.graphics-template") \
	X(ODF, "odf", OFFICE, BYTES, "odf", "application/vnd.oasis.opendocument.formula") \
	X(ODC_CHART, "odf-chart", OFFICE, BYTES, "odc", \
	  "application/vnd.oasis.opendocument.chart") \
	X(ODB, "odb", OFFICE, BYTES, "odb", \
	  "application/vnd.oasis.opendocument.base " \
	  "application/vnd.oasis.opendocument.database") \
	X(SXW, "sxw", OFFICE, BYTES, "sxw sxc sxi sxd stw stc sti", \
	  "application/vnd.sun.xml.writer application/vnd.sun.xml.calc " \
	  "application/vnd.sun.xml.impress application/vnd.sun.xml.draw") \
	X(FODT, "fodt", OFFICE, CHARS, "fodt", "application/vnd.oasis.opendocument.text-flat-xml") \
	X(FODS, "fods", OFFICE, CHARS, "fods", \
	  "application/vnd.oasis.opendocument.spreadsheet-flat-xml") \
	X(FODP, "fodp", OFFICE, CHARS, "fodp", \
	  "application/vnd.oasis.opendocument.presentation-flat-xml") \
	X(FODG, "fodg", OFFICE, CHARS, "fodg", \
	  "application/vnd.oasis.opendocument.graphics-flat-xml") \
	X(WORDML, "wordml", OFFICE, CHARS, "xml doc", \
	  "application/vnd.ms-wordml application/vnd.ms-word") \
	X(EXCELML, "excelml", OFFICE, CHARS, "xml xls", "application/vnd.ms-excel.xml") \
	X(FLAT_OPC, "flat-opc", OFFICE, CHARS, "xml", "application/vnd.ms-office.flat-opc") \
	X(XPS, "xps", OFFICE, BYTES, "xps oxps", \
	  "application/vnd.ms-xpsdocument application/oxps") \
	X(PAGES, "pages", OFFICE, BYTES, "pages", \
	  "application/vnd.apple.pages application/x-iwork-pages-sffpages") \
	X(NUMBERS, "numbers", OFFICE, BYTES, "numbers", \
	  "application/vnd.apple.numbers application/x-iwork-numbers-sffnumbers") \
	X(KEYNOTE, "keynote", OFFICE, BYTES, "key", \
	  "application/vnd.apple.keynote application/x-iwork-keynote-sffkey") \
	X(HWPX, "hwpx", OFFICE, BYTES, "hwpx", "application/hwp+zip application/vnd.hancom.hwpx") \
	X(DOCM, "docm", OFFICE_MACRO, BYTES, "docm dotm", \
	  "application/vnd.ms-word.document.macroenabled.12 " \
	  "application/vnd.ms-word.template.macroenabled.12") \
	X(XLSM, "xlsm", OFFICE_MACRO, BYTES, "xlsm xltm", \
	  "application/vnd.ms-excel.sheet.macroenabled.12 " \
	  "application/vnd.ms-excel.template.macroenabled.12") \
	X(XLAM, "xlam", OFFICE_MACRO, BYTES, "xlam", \
	  "application/vnd.ms-excel.addin.macroenabled.12") \
	X(PPTM, "pptm", OFFICE_MACRO, BYTES, "pptm potm ppsm", \
	  "application/vnd.ms-powerpoint.presentation.macroenabled.12 " \
	  "application/vnd.ms-powerpoint.slideshow.macroenabled.12 " \
	  "application/vnd.ms-powerpoint.template.macroenabled.12") \
	X(PPAM, "ppam", OFFICE_MACRO, BYTES, "ppam", \
	  "application/vnd.ms-powerpoint.addin.macroenabled.12") \
	X(XLSB, "xlsb", OFFICE_MACRO, BYTES, "xlsb", \
	  "application/vnd.ms-excel.sheet.binary.macroenabled.12") \
	X(VSDM, "vsdm", OFFICE_MACRO, BYTES, "vsdm vssm vstm", \
	  "application/vnd.ms-visio.drawing.macroenabled.12") \
	X(ODT_MACRO, "odt-macro", OFFICE_MACRO, BYTES, "odt ott", \
	  "application/vnd.oasis.opendocument.text") \
	X(ODS_MACRO, "ods-macro", OFFICE_MACRO, BYTES, "ods ots", \
	  "application/vnd.oasis.opendocument.spreadsheet") \
	X(ODP_MACRO, "odp-macro", OFFICE_MACRO, BYTES, "odp otp", \
	  "application/vnd.oasis.opendocument.presentation") \
	X(DOC, "doc", OFFICE_LEGACY, BYTES, "doc dot wiz", "application/msword") \
	X(XLS, "xls", OFFICE_LEGACY, BYTES, "xls xlt xla xlm xlw", \
	  "application/vnd.ms-excel application/x-excel application/excel") \
	X(PPT, "ppt", OFFICE_LEGACY, BYTES, "ppt pps pot ppa", \
	  "application/vnd.ms-powerpoint application/mspowerpoint") \
	X(RTF, "rtf", OFFICE_LEGACY, BYTES, "rtf", "application/rtf text/rtf") \
	X(MDB, "mdb", OFFICE_LEGACY, BYTES, "mdb mde mda", \
	  "application/msaccess application/x-msaccess application/vnd.ms-access") \
	X(ACCDB, "accdb", OFFICE_LEGACY, BYTES, "accdb accde accda accdr", "application/msaccess") \
	X(PUB, "pub", OFFICE_LEGACY, BYTES, "pub", \
	  "application/vnd.ms-publisher application/x-mspublisher") \
	X(VSD, "vsd", OFFICE_LEGACY, BYTES, "vsd vss vst", \
	  "application/vnd.visio application/x-visio") \
	X(MPP, "mpp", OFFICE_LEGACY, BYTES, "mpp", "application/vnd.ms-project") \
	X(HWP, "hwp", OFFICE_LEGACY, BYTES, "hwp", "application/x-hwp application/haansofthwp") \
	X(WPS, "wps", OFFICE_LEGACY, BYTES, "wps", "application/vnd.ms-works") \
	X(WPD, "wpd", OFFICE_LEGACY, BYTES, "wpd", \
	  "application/vnd.wordperfect application/wordperfect") \
	X(WRI, "wri", OFFICE_LEGACY, BYTES, "wri", "application/x-mswrite") \
	X(LOTUS, "lotus", OFFICE_LEGACY, BYTES, "wk1 wk3 wk4 wj2 wj3 123", \
	  "application/vnd.lotus-1-2-3") \
	X(OLE, "ole", OFFICE_LEGACY, BYTES, "ole", "application/x-ole-storage application/cdfv2") \
	X(JTD, "jtd", JAPANESE_OFFICE, BYTES, "jtd jtdc jtt jttc", "application/x-js-taro") \
	X(TARO, "taro", JAPANESE_OFFICE, BYTES, "jsw jaw jbw juw jfw jvw", \
	  "application/x-ichitaro4 application/x-ichitaro5 application/x-ichitaro6") \
	X(JHD, "jhd", JAPANESE_OFFICE, BYTES, "jhd jhdc jht jbh", "application/x-js-hanako") \
	X(XDW, "xdw", JAPANESE_OFFICE, BYTES, "xdw xbd xct", \
	  "application/vnd.fujixerox.docuworks application/vnd.fujixerox.docuworks.binder " \
	  "application/vnd.fujifilm.fb.docuworks " \
	  "application/vnd.fujifilm.fb.docuworks.binder") \
	X(OASYS, "oasys", JAPANESE_OFFICE, BYTES, "oas oa2 oa3", \
	  "application/vnd.fujitsu.oasys application/vnd.fujitsu.oasys2 " \
	  "application/vnd.fujitsu.oasys3") \
	X(ZIP, "zip", ARCHIVE, BYTES, "zip", \
	  "application/zip application/x-zip-compressed application/x-zip") \
	X(SEVENZIP, "7z", ARCHIVE, BYTES, "7z", "application/x-7z-compressed") \
	X(RAR, "rar", ARCHIVE, BYTES, "rar cbr", \
	  "application/vnd.rar application/x-rar application/x-rar-compressed") \
	X(LZH, "lzh", ARCHIVE, BYTES, "lzh lha lzs", \
	  "application/x-lzh application/x-lha application/x-lzh-compressed") \
	X(CAB, "cab", ARCHIVE, BYTES, "cab", "application/vnd.ms-cab-compressed") \
	X(TAR, "tar", ARCHIVE, BYTES, "tar", "application/x-tar") \
	X(GZIP, "gzip", ARCHIVE, BYTES, "gz tgz", "application/gzip application/x-gzip") \
	X(BZIP2, "bzip2", ARCHIVE, BYTES, "bz2 tbz tbz2", "application/x-bzip2 application/bzip2") \
	X(XZ, "xz", ARCHIVE, BYTES, "xz txz", "application/x-xz") \
	X(LZMA, "lzma", ARCHIVE, BYTES, "lzma tlz", "application/x-lzma") \
	X(LZIP, "lzip", ARCHIVE, BYTES, "lz", "application/lzip application/x-lzip") \
	X(LZOP, "lzop", ARCHIVE, BYTES, "lzo", "application/x-lzop") \
	X(LRZIP, "lrzip", ARCHIVE, BYTES, "lrz", "application/x-lrzip") \
	X(ZSTD, "zstd", ARCHIVE, BYTES, "zst tzst", "application/zstd") \
	X(LZ4, "lz4", ARCHIVE, BYTES, "lz4", "application/x-lz4") \
	X(COMPRESS, "compress", ARCHIVE, BYTES, "z", "application/x-compress") \
	X(ARJ, "arj", ARCHIVE, BYTES, "arj", "application/x-arj") \
	X(ACE, "ace", ARCHIVE, BYTES, "ace", "application/x-ace-compressed") \
	X(ARC, "arc", ARCHIVE, BYTES, "arc ark", "application/x-arc") \
	X(ZOO, "zoo", ARCHIVE, BYTES, "zoo", "application/x-zoo") \
	X(ALZ, "alz", ARCHIVE, BYTES, "alz", "application/x-alz") \
	X(EGG, "egg", ARCHIVE, BYTES, "egg", "application/x-egg") \
	X(GCA, "gca", ARCHIVE, BYTES, "gca", "application/x-gca-compressed") \
	X(SIT, "sit", ARCHIVE, BYTES, "sit sitx", "application/x-stuffit application/x-stuffitx") \
	X(SZDD, "szdd", ARCHIVE, BYTES, "ex_ dl_ sy_", "application/x-ms-compress-szdd") \
	X(CPIO, "cpio", ARCHIVE, BYTES, "cpio", "application/x-cpio") \
	X(AR, "ar", ARCHIVE, BYTES, "a ar lib", "application/x-archive") \
	X(PAR2, "par2", ARCHIVE, BYTES, "par2", "application/x-par2") \
	X(WARC, "warc", ARCHIVE, BYTES, "warc", "application/warc") \
	X(APPLE_DOUBLE, "apple-double", ARCHIVE, BYTES, "as", \
	  "application/applefile multipart/appledouble") \
	X(BINHEX, "binhex", ARCHIVE, CHARS, "hqx", \
	  "application/mac-binhex40 application/mac-binhex") \
	X(UUE, "uue", ARCHIVE, CHARS, "uu uue xxe", "text/x-uuencode application/x-uuencode") \
	X(B64, "b64", ARCHIVE, CHARS, "b64 mim", "application/base64") \
	X(YENC, "yenc", ARCHIVE, CHARS, "ync yenc", "application/x-yenc") \
	X(EPUB, "epub", ARCHIVE, BYTES, "epub", "application/epub+zip") \
	X(MOBI, "mobi", ARCHIVE, BYTES, "mobi azw azw3 prc", "application/x-mobipocket-ebook") \
	X(KMZ, "kmz", ARCHIVE, BYTES, "kmz", "application/vnd.google-earth.kmz") \
	X(PST, "pst", ARCHIVE, BYTES, "pst", "application/vnd.ms-outlook-pst") \
	X(OST, "ost", ARCHIVE, BYTES, "ost", "application/vnd.ms-outlook-ost") \
	X(DBX, "dbx", ARCHIVE, BYTES, "dbx", "application/x-dbx") \
	X(PGP, "pgp", ENCRYPTED, BYTES, "pgp gpg asc", \
	  "application/pgp-encrypted application/pgp") \
	X(SMIME_ENCRYPTED, "smime-encrypted", ENCRYPTED, BYTES, "p7m", \
	  "application/pkcs7-mime application/x-pkcs7-mime") \
	X(OFFICE_ENCRYPTED, "office-encrypted", ENCRYPTED, BYTES, \
	  "docx xlsx pptx docm xlsm pptm xlsb dotx xltx potx ppsx vsdx", \
	  "application/encrypted") \
	X(ATTACHE_CASE, "attache-case", ENCRYPTED, BYTES, "atc", "application/x-attachecase") \
	X(AGE, "age", ENCRYPTED, BYTES, "age", "application/x-age-encryption") \
	X(AES_CRYPT, "aes-crypt", ENCRYPTED, BYTES, "aes", "application/x-aescrypt") \
	X(AXCRYPT, "axcrypt", ENCRYPTED, BYTES, "axx", "application/x-axcrypt") \
	X(OPENSSL_SALTED, "openssl-salted", ENCRYPTED, BYTES, "enc", \
	  "application/x-openssl-salted") \
	X(KDBX, "kdbx", ENCRYPTED, BYTES, "kdbx kdb", "application/x-keepass2") \
	X(EXE, "exe", EXECUTABLE, BYTES, "exe scr pif sys", \
	  "application/x-dosexec application/vnd.microsoft.portable-executable " \
	  "application/x-msdownload application/x-msdos-program") \
	X(XLL, "xll", EXECUTABLE, BYTES, "xll", "application/vnd.ms-excel.addin") \
	X(CPL, "cpl", EXECUTABLE, BYTES, "cpl", "application/x-cpl") \
	X(DLL, "dll", EXECUTABLE, BYTES, "dll ocx cpl xll drv ax", \
	  "application/x-sharedlib-windows") \
	X(COM, "com", EXECUTABLE, BYTES, "com", "application/x-com") \
	X(MSI, "msi", EXECUTABLE, BYTES, "msi", "application/x-msi") \
	X(MSP, "msp", EXECUTABLE, BYTES, "msp", "application/x-ms-patch") \
	X(MST, "mst", EXECUTABLE, BYTES, "mst", "application/x-ms-transform") \
	X(MSU, "msu", EXECUTABLE, BYTES, "msu", "application/x-ms-update") \
	X(ELF, "elf", EXECUTABLE, BYTES, "elf so o bin ko appimage", \
	  "application/x-executable application/x-sharedlib application/x-pie-executable " \
	  "application/x-object application/x-elf") \
	X(MACH_O, "mach-o", EXECUTABLE, BYTES, "dylib macho bundle", "application/x-mach-binary") \
	X(MACH_O_FAT, "mach-o-fat", EXECUTABLE, BYTES, "dylib macho", \
	  "application/x-mach-o-universal") \
	X(JAR, "jar", EXECUTABLE, BYTES, "jar", \
	  "application/java-archive application/x-java-archive") \
	X(WAR, "war", EXECUTABLE, BYTES, "war ear", "application/x-webarchive-java") \
	X(CLASS, "class", EXECUTABLE, BYTES, "class", \
	  "application/x-java-applet application/java-vm") \
	X(DEX, "dex", EXECUTABLE, BYTES, "dex", "application/x-dex") \
	X(APK, "apk", EXECUTABLE, BYTES, "apk", "application/vnd.android.package-archive") \
	X(AAB, "aab", EXECUTABLE, BYTES, "aab", "application/x-android-app-bundle") \
	X(IPA, "ipa", EXECUTABLE, BYTES, "ipa", "application/x-ios-app") \
	X(APPX, "appx", EXECUTABLE, BYTES, "appx msix appxbundle msixbundle", \
	  "application/appx application/msix") \
	X(XAP, "xap", EXECUTABLE, BYTES, "xap", "application/x-silverlight-app") \
	X(XPI, "xpi", EXECUTABLE, BYTES, "xpi", "application/x-xpinstall") \
	X(CRX, "crx", EXECUTABLE, BYTES, "crx", "application/x-chrome-extension") \
	X(VSIX, "vsix", EXECUTABLE, BYTES, "vsix", "application/vsix") \
	X(NUPKG, "nupkg", EXECUTABLE, BYTES, "nupkg", "application/x-nupkg") \
	X(AIR, "air", EXECUTABLE, BYTES, "air", \
	  "application/vnd.adobe.air-application-installer-package+zip") \
	X(OXT, "oxt", EXECUTABLE, BYTES, "oxt", "application/vnd.openofficeorg.extension") \
	X(WHL, "whl", EXECUTABLE, BYTES, "whl", "application/x-wheel") \
	X(DEB, "deb", EXECUTABLE, BYTES, "deb udeb", \
	  "application/vnd.debian.binary-package application/x-debian-package") \
	X(RPM, "rpm", EXECUTABLE, BYTES, "rpm", "application/x-rpm") \
	X(XAR, "xar", EXECUTABLE, BYTES, "xar pkg xip mpkg", "application/x-xar") \
	X(WASM, "wasm", EXECUTABLE, BYTES, "wasm", "application/wasm") \
	X(SWF, "swf", EXECUTABLE, BYTES, "swf", \
	  "application/x-shockwave-flash application/vnd.adobe.flash.movie") \
	X(PYC, "pyc", EXECUTABLE, BYTES, "pyc pyo", \
	  "application/x-python-code application/x-bytecode.python") \
	X(LUAC, "luac", EXECUTABLE, BYTES, "luac", "application/x-lua-bytecode") \
	X(SCPT, "scpt", EXECUTABLE, BYTES, "scpt", "application/x-applescript-compiled") \
	X(BITCODE, "bitcode", EXECUTABLE, BYTES, "bc", "application/x-llvm") \
	X(PHAR, "phar", EXECUTABLE, BYTES, "phar", "application/x-phar") \
	X(JS, "js", SCRIPT, CHARS, "js mjs cjs ts", \
	  "text/javascript application/javascript application/x-javascript") \
	X(VBS, "vbs", SCRIPT, CHARS, "vbs vb bas", "text/vbscript") \
	X(VBE, "vbe", SCRIPT, CHARS, "vbe jse", "application/x-encoded-script") \
	X(PS1, "ps1", SCRIPT, CHARS, "ps1 psm1 psd1 ps1xml psc1 cdxml pssc", \
	  "application/x-powershell") \
	X(BAT, "bat", SCRIPT, CHARS, "bat cmd btm", \
	  "text/x-msdos-batch application/bat application/x-bat") \
	X(HTA, "hta", SCRIPT, CHARS, "hta", "application/hta") \
	X(WSF, "wsf", SCRIPT, CHARS, "wsf ws wsh", "application/x-wsf") \
	X(SCT, "sct", SCRIPT, CHARS, "sct wsc", "text/scriptlet") \
	X(SH, "sh", SCRIPT, CHARS, "sh bash csh ksh zsh command shar", \
	  "text/x-shellscript application/x-sh") \
	X(PYTHON, "python", SCRIPT, CHARS, "py pyw", "text/x-python text/x-script.python") \
	X(PERL, "perl", SCRIPT, CHARS, "pl pm", "text/x-perl") \
	X(PHP, "php", SCRIPT, CHARS, "php phtml", "text/x-php application/x-php") \
	X(RUBY, "ruby", SCRIPT, CHARS, "rb", "text/x-ruby application/x-ruby") \
	X(LUA, "lua", SCRIPT, CHARS, "lua", "text/x-lua") \
	X(TCL, "tcl", SCRIPT, CHARS, "tcl", "text/x-tcl") \
	X(APPLESCRIPT, "applescript", SCRIPT, CHARS, "applescript", "text/x-applescript") \
	X(ASP, "asp", SCRIPT, CHARS, "asp aspx ashx asmx jsp jspx", "text/asp application/x-asp") \
	X(AUTOIT, "autoit", SCRIPT, CHARS, "au3 ahk", "text/x-autoit") \
	X(XSL, "xsl", SCRIPT, CHARS, "xsl xslt", "application/xslt+xml text/xsl") \
	X(MSC, "msc", SCRIPT, CHARS, "msc", "application/x-msc") \
	X(MSBUILD, "msbuild", SCRIPT, CHARS, "csproj vbproj proj targets vcxproj", \
	  "application/x-msbuild") \
	X(MOF, "mof", SCRIPT, CHARS, "mof", "text/x-mof") \
	X(IPYNB, "ipynb", SCRIPT, CHARS, "ipynb", "application/x-ipynb+json") \
	X(REG, "reg", SCRIPT, CHARS, "reg", "text/x-ms-regedit") \
	X(INF, "inf", SCRIPT, CHARS, "inf", "application/x-setupscript") \
	X(IQY, "iqy", SCRIPT, CHARS, "iqy", "text/x-ms-iqy") \
	X(OQY, "oqy", SCRIPT, CHARS, "oqy dqy rqy", "text/x-ms-rqy") \
	X(ODC, "odc", SCRIPT, CHARS, "odc", "text/x-ms-odc") \
	X(SLK, "slk", SCRIPT, CHARS, "slk sylk", "text/spreadsheet application/x-sylk") \
	X(DIF, "dif", SCRIPT, CHARS, "dif", "text/x-dif application/x-dif-document") \
	X(CHM, "chm", SCRIPT, BYTES, "chm", "application/vnd.ms-htmlhelp") \
	X(HLP, "hlp", SCRIPT, BYTES, "hlp", "application/winhlp") \
	X(ONE, "one", SCRIPT, BYTES, "one onetoc2", "application/onenote application/msonenote") \
	X(ONEPKG, "onepkg", SCRIPT, BYTES, "onepkg", "application/onenote") \
	X(DIAGCAB, "diagcab", SCRIPT, BYTES, "diagcab", "application/x-diagcab") \
	X(TERMINAL, "terminal", SCRIPT, CHARS, "terminal", "application/x-apple-terminal") \
	X(LNK, "lnk", SHORTCUT, BYTES, "lnk", "application/x-ms-shortcut") \
	X(URL, "url", SHORTCUT, CHARS, "url website", \
	  "application/internet-shortcut application/x-mswinurl") \
	X(SCF, "scf", SHORTCUT, CHARS, "scf", "application/x-ms-scf") \
	X(DESKTOP, "desktop", SHORTCUT, CHARS, "desktop", "application/x-desktop") \
	X(FOLDER_INI, "folder-ini", SHORTCUT, CHARS, "ini", "application/x-desktop-ini") \
	X(AUTORUN, "autorun", SHORTCUT, CHARS, "inf", "application/x-autorun") \
	X(LIBRARY_MS, "library-ms", SHORTCUT, CHARS, "library-ms", \
	  "application/windows-library+xml") \
	X(SEARCH_MS, "search-ms", SHORTCUT, CHARS, "search-ms searchconnector-ms osdx", \
	  "application/windows-search-connector+xml application/opensearchdescription+xml") \
	X(SETTINGCONTENT_MS, "settingcontent-ms", SHORTCUT, CHARS, "settingcontent-ms", \
	  "application/x-settingcontent") \
	X(APPREF_MS, "appref-ms", SHORTCUT, CHARS, "appref-ms", "application/x-appref") \
	X(CLICKONCE, "clickonce", SHORTCUT, CHARS, "application vsto xbap manifest", \
	  "application/x-ms-application application/x-ms-vsto application/x-ms-xbap") \
	X(APPINSTALLER, "appinstaller", SHORTCUT, CHARS, "appinstaller", \
	  "application/appinstaller") \
	X(JNLP, "jnlp", SHORTCUT, CHARS, "jnlp", "application/x-java-jnlp-file") \
	X(THEME, "theme", SHORTCUT, CHARS, "theme", "application/x-windows-theme") \
	X(RDP, "rdp", SHORTCUT, CHARS, "rdp", "application/x-rdp") \
	X(ICA, "ica", SHORTCUT, CHARS, "ica", "application/x-ica") \
	X(WEBLOC, "webloc", SHORTCUT, CHARS, "webloc fileloc inetloc", "application/x-webloc") \
	X(MOBILECONFIG, "mobileconfig", SHORTCUT, CHARS, "mobileconfig", \
	  "application/x-apple-aspen-config") \
	X(GRP, "grp", SHORTCUT, BYTES, "grp", "application/x-progman-group") \
	X(ISO, "iso", DISK_IMAGE, BYTES, "iso img", \
	  "application/x-iso9660-image application/x-cd-image") \
	X(UDF, "udf", DISK_IMAGE, BYTES, "udf iso img", "application/x-udf-image") \
	X(IMG, "img", DISK_IMAGE, BYTES, "img ima dd raw bin flp", "application/x-raw-disk-image") \
	X(VHD, "vhd", DISK_IMAGE, BYTES, "vhd avhd", \
	  "application/x-virtualbox-vhd application/x-vhd-disk") \
	X(VHDX, "vhdx", DISK_IMAGE, BYTES, "vhdx avhdx", "application/x-vhdx-disk") \
	X(VMDK, "vmdk", DISK_IMAGE, BYTES, "vmdk", \
	  "application/x-virtualbox-vmdk application/x-vmdk-disk") \
	X(VDI, "vdi", DISK_IMAGE, BYTES, "vdi", "application/x-virtualbox-vdi") \
	X(QCOW2, "qcow2", DISK_IMAGE, BYTES, "qcow2 qcow", "application/x-qemu-disk") \
	X(DMG, "dmg", DISK_IMAGE, BYTES, "dmg", "application/x-apple-diskimage") \
	X(WIM, "wim", DISK_IMAGE, BYTES, "wim esd swm", "application/x-ms-wim") \
	X(OVA, "ova", DISK_IMAGE, BYTES, "ova", "application/ovf application/x-virtualbox-ova") \
	X(SQUASHFS, "squashfs", DISK_IMAGE, BYTES, "sqfs squashfs snap", \
	  "application/vnd.squashfs") \
	X(EXT_FS, "ext", DISK_IMAGE, BYTES, "ext2 ext3 ext4 img", "application/x-ext-image") \
	X(LUKS, "luks", DISK_IMAGE, BYTES, "luks img", "application/x-luks") \
	X(HTML, "html", HTML, BYTES, "html htm xhtml shtml xht", \
	  "text/html application/xhtml+xml") \
	X(MHTML, "mhtml", HTML, BYTES, "mht mhtml", "multipart/related application/x-mimearchive") \
	X(WEBARCHIVE, "webarchive", HTML, BYTES, "webarchive", "application/x-webarchive") \
	X(SVG, "svg", SVG, BYTES, "svg", "image/svg+xml") \
	X(SVGZ, "svgz", SVG, BYTES, "svgz", "image/svg+xml image/svg+xml-compressed") \
	X(EML, "eml", MAIL, BYTES, "eml", "message/rfc822 message/global message/news") \
	X(EMLX, "emlx", MAIL, BYTES, "emlx", "message/x-emlx") \
	X(MBOX, "mbox", MAIL, BYTES, "mbox mbx", "application/mbox") \
	X(MSG, "msg", MAIL, BYTES, "msg oft", "application/vnd.ms-outlook") \
	X(TNEF, "tnef", MAIL, BYTES, "dat tnef", "application/ms-tnef application/vnd.ms-tnef") \
	X(ICS, "ics", CALENDAR, BYTES, "ics ifb vcs", "text/calendar application/ics") \
	X(VCF, "vcf", CONTACT, BYTES, "vcf vcard", "text/vcard text/x-vcard text/directory") \
	X(LDIF, "ldif", CONTACT, CHARS, "ldif", "text/ldif text/x-ldif") \
	X(TTF, "ttf", FONT, BYTES, "ttf ttc", \
	  "font/ttf font/sfnt font/collection application/x-font-ttf") \
	X(OTF, "otf", FONT, BYTES, "otf", "font/otf application/vnd.ms-opentype") \
	X(WOFF, "woff", FONT, BYTES, "woff", "font/woff application/font-woff") \
	X(WOFF2, "woff2", FONT, BYTES, "woff2", "font/woff2") \
	X(EOT, "eot", FONT, BYTES, "eot", "application/vnd.ms-fontobject") \
	X(PFB, "pfb", FONT, BYTES, "pfb pfa", "application/x-font-type1") \
	X(MP3, "mp3", AUDIO, BYTES, "mp3", "audio/mpeg audio/mp3") \
	X(WAV, "wav", AUDIO, BYTES, "wav", "audio/x-wav audio/wav") \
	X(OGG, "ogg", AUDIO, BYTES, "ogg oga opus ogv", "audio/ogg application/ogg video/ogg") \
	X(FLAC, "flac", AUDIO, BYTES, "flac", "audio/flac audio/x-flac") \
	X(M4A, "m4a", AUDIO, BYTES, "m4a m4b", "audio/x-m4a audio/mp4") \
	X(AAC, "aac", AUDIO, BYTES, "aac", "audio/aac audio/x-hx-aac-adts") \
	X(AMR, "amr", AUDIO, BYTES, "amr", "audio/amr") \
	X(MIDI, "midi", AUDIO, BYTES, "mid midi rmi", "audio/midi") \
	X(AIFF, "aiff", AUDIO, BYTES, "aif aiff aifc", "audio/aiff audio/x-aiff") \
	X(AU, "au", AUDIO, BYTES, "au snd", "audio/basic") \
	X(APE, "ape", AUDIO, BYTES, "ape", "audio/x-ape") \
	X(CAF, "caf", AUDIO, BYTES, "caf", "audio/x-caf") \
	X(MP4, "mp4", VIDEO, BYTES, "mp4 m4v f4v", "video/mp4") \
	X(THREEGP, "3gp", VIDEO, BYTES, "3gp 3g2", "video/3gpp video/3gpp2") \
	X(AVI, "avi", VIDEO, BYTES, "avi", "video/x-msvideo") \
	X(MKV, "mkv", VIDEO, BYTES, "mkv mka", "video/x-matroska") \
	X(WEBM, "webm", VIDEO, BYTES, "webm", "video/webm audio/webm") \
	X(WMV, "wmv", VIDEO, BYTES, "wmv wma asf", "video/x-ms-wmv video/x-ms-asf audio/x-ms-wma") \
	X(MOV, "mov", VIDEO, BYTES, "mov qt", "video/quicktime") \
	X(MPEG, "mpeg", VIDEO, BYTES, "mpg mpeg vob m2v", "video/mpeg") \
	X(MPEG_TS, "mpeg-ts", VIDEO, BYTES, "ts m2ts mts", "video/mp2t") \
	X(FLV, "flv", VIDEO, BYTES, "flv", "video/x-flv") \
	X(RM, "rm", VIDEO, BYTES, "rm rmvb", "application/vnd.rn-realmedia") \
	X(MXF, "mxf", VIDEO, BYTES, "mxf", "application/mxf") \
	X(DXF, "dxf", CAD, CHARS, "dxf", "image/vnd.dxf application/dxf") \
	X(DWG, "dwg", CAD, BYTES, "dwg dwt", "image/vnd.dwg application/acad") \
	X(DWF, "dwf", CAD, BYTES, "dwf", "model/vnd.dwf drawing/x-dwf") \
	X(DWFX, "dwfx", CAD, BYTES, "dwfx", "model/vnd.dwfx+xps") \
	X(SXF, "sxf", CAD, CHARS, "sfc sfz", "application/x-sxf") \
	X(P21, "p21", CAD, CHARS, "p21 p2z", "application/p21") \
	X(STEP, "step", CAD, CHARS, "stp step", "model/step application/step") \
	X(IFC, "ifc", CAD, CHARS, "ifc", "application/x-step application/ifc") \
	X(JWW, "jww", CAD, BYTES, "jww", "application/x-jww") \
	X(IGES, "iges", CAD, CHARS, "igs iges", "model/iges") \
	X(STL, "stl", CAD, BYTES, "stl", "model/stl application/sla") \
	X(RHINO, "3dm", CAD, BYTES, "3dm", "model/vnd.3dm") \
	X(SKP, "skp", CAD, BYTES, "skp", "application/vnd.sketchup.skp") \
	X(FBX, "fbx", CAD, BYTES, "fbx", "application/x-fbx") \
	X(GLB, "glb", CAD, BYTES, "glb", "model/gltf-binary") \
	X(THREEMF, "3mf", CAD, BYTES, "3mf", \
	  "model/3mf application/vnd.ms-package.3dmanufacturing-3dmodel+xml") \
	X(BLEND, "blend", CAD, BYTES, "blend", "application/x-blender") \
	X(U3D, "u3d", CAD, BYTES, "u3d", "model/u3d") \
	X(PEM, "pem", CERTIFICATE, CHARS, "pem crt cer key csr crl p7b", \
	  "application/x-pem-file application/x-x509-ca-cert application/pkix-cert") \
	X(CER, "cer", CERTIFICATE, BYTES, "cer crt der", \
	  "application/pkix-cert application/x-x509-ca-cert application/x-x509-user-cert") \
	X(CRL, "crl", CERTIFICATE, BYTES, "crl", "application/pkix-crl application/x-pkcs7-crl") \
	X(CSR, "csr", CERTIFICATE, BYTES, "csr p10 req", "application/pkcs10") \
	X(P8, "p8", CERTIFICATE, BYTES, "p8 key der", "application/pkcs8") \
	X(P7B, "p7b", CERTIFICATE, BYTES, "p7b p7c spc", \
	  "application/x-pkcs7-certificates application/pkcs7-mime") \
	X(P7S, "p7s", CERTIFICATE, BYTES, "p7s", \
	  "application/pkcs7-signature application/x-pkcs7-signature") \
	X(P7M, "p7m", CERTIFICATE, BYTES, "p7m p7c p7b", \
	  "application/pkcs7-mime application/x-pkcs7-mime") \
	X(P12, "p12", CERTIFICATE, BYTES, "p12 pfx", "application/x-pkcs12 application/pkcs-12") \
	X(JKS, "jks", CERTIFICATE, BYTES, "jks keystore", "application/x-java-keystore") \
	X(PGP_SIGNATURE, "pgp-signature", CERTIFICATE, BYTES, "asc sig", \
	  "application/pgp-signature") \
	X(PGP_KEY, "pgp-key", CERTIFICATE, BYTES, "asc gpg pgp key", "application/pgp-keys") \
	X(SSH_KEY, "ssh-key", CERTIFICATE, CHARS, "pub", "application/x-ssh-key") \
	X(PPK, "ppk", CERTIFICATE, CHARS, "ppk", "application/x-putty-private-key") \
	X(SQLITE, "sqlite", UNKNOWN, BYTES, "sqlite sqlite3 db db3", \
	  "application/vnd.sqlite3 application/x-sqlite3") \
	X(EVTX, "evtx", UNKNOWN, BYTES, "evtx", "application/x-ms-evtx") \
	X(PCAP, "pcap", UNKNOWN, BYTES, "pcap cap pcapng", "application/vnd.tcpdump.pcap") \
	X(HIVE, "hive", UNKNOWN, BYTES, "hiv hve", "application/x-ms-registry-hive") \
	X(DMP, "dmp", UNKNOWN, BYTES, "dmp mdmp", "application/x-dmp") \
	X(BPLIST, "bplist", UNKNOWN, BYTES, "plist", "application/x-bplist application/x-plist") \
	X(HDF5, "hdf5", UNKNOWN, BYTES, "h5 hdf5", "application/x-hdf5") \
	X(PARQUET, "parquet", UNKNOWN, BYTES, "parquet", "application/vnd.apache.parquet") \
	X(TORRENT, "torrent", UNKNOWN, BYTES, "torrent", "application/x-bittorrent")
/* clang-format on */

enum type_id {
#define X(constant, name, class, form, extensions, mimes) TYPE_##constant,
	TYPES(X)
#undef X
		TYPE_MAX
};

#endif
