/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * samples_text.h: samples that are characters. ${by_name}: nothing but the name
 * tells them from other text.
 */
#ifndef MISOGI_TEST_SAMPLES_TEXT_H
#define MISOGI_TEST_SAMPLES_TEXT_H

#include <stdbool.h>

#include "misogi/types.h"

struct sample_text {
	enum type_id type;
	const char *name, *text;
	bool by_name;
};

#define T(type, name, text)                                                                        \
	{                                                                                          \
		TYPE_##type, name, text, false                                                     \
	}
#define N(type, name, text)                                                                        \
	{                                                                                          \
		TYPE_##type, name, text, true                                                      \
	}

#define XML "<?xml version=\"1.0\"?>\r\n"
#define ODF                                                                                        \
	"<office:document xmlns:office=\"urn:oasis\" "                                             \
	"office:mimetype=\"application/vnd.oasis.opendocument."
#define PLIST                                                                                      \
	XML "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"x\">\n<plist "               \
	    "version=\"1.0\"><dict>"
#define SAVED                                                                                      \
	"From: <Saved by Blink>\r\nSubject: x\r\nDate: Sun, 22 Nov 2026 12:00:00 "                 \
	"+0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "                          \
	"boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: "               \
	"http://x.example/\r\n\r\n<html>\r\n--b--\r\n"
#define MAIL                                                                                       \
	"Received: from x by y; Sun, 22 Nov 2026 12:00:00 +0900\r\nFrom: a@example.jp\r\nTo: "     \
	"b@example.jp\r\nSubject: x\r\n\r\nhello\r\n"

/* clang-format off */
static const struct sample_text sample_texts[] = {
	N(EMPTY, "a.txt", ""),
	N(TXT, "a.txt", "hello\n"),
	N(CSV, "a.csv", "a,b\n1,2\n"),
	N(MARKDOWN, "a.md", "# hello\n\n- a\n- b\n"),
	N(JSON, "a.json", "{\"a\": 1}\n"),
	N(YAML, "a.yaml", "a: 1\nb:\n  - 2\n"),
	N(XML, "a.xml", XML "<a><b>1</b></a>\n"),
	T(XPM, "a.xpm", "/* XPM */\nstatic char *a[] = {\n\"1 1 1 1\"};\n"),
	T(POSTSCRIPT, "a.ps", "%!PS-Adobe-3.0\n%%Pages: 1\n"),
	T(EPS, "a.eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"),
	T(FODT, "a.fodt", XML ODF "text\"><office:body/></office:document>"),
	T(FODS, "a.fods", XML ODF "spreadsheet\"></office:document>"),
	T(FODP, "a.fodp", XML ODF "presentation\"></office:document>"),
	T(FODG, "a.fodg", XML ODF "graphics\"></office:document>"),
	T(WORDML, "a.doc", XML "<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument xmlns:w=\"x\">"),
	T(EXCELML, "a.xls", XML "<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
	T(FLAT_OPC, "a.xml", XML "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">"),
	T(RTF, "a.rtf", "{\\rtf1\\ansi hello}"),
	T(BINHEX, "a.hqx", "(This file must be converted with BinHex 4.0)\r\n\r\n:$f*TEQKPH#:\r\n"),
	T(UUE, "a.uue", "begin 644 a.txt\n%:&5L;&\\\n`\nend\n"),
	T(B64, "a.b64", "begin-base64 644 a.txt\naGVsbG8=\n====\n"),
	T(YENC, "a.ync", "=ybegin line=128 size=5 name=a.txt\r\n......\r\n=yend size=5\r\n"),
	T(PGP, "a.asc", "-----BEGIN PGP MESSAGE-----\n\nabcd\n-----END PGP MESSAGE-----\n"),
	N(JS, "a.js", "var a = 1;\n"),
	N(VBS, "a.vbs", "Dim a\na = 1\n"),
	T(VBE, "a.vbe", "#@~^DgAAAA==\\ko$K6,JtVsGE/wQAAA==^#~@"),
	T(VBE, "a.jse", "#@~^DgAAAA==\\ko$K6,JtVsGE/wQAAA==^#~@"),
	N(PS1, "a.ps1", "Write-Host hello\n"),
	T(BAT, "a.bat", "@echo off\r\ndir\r\n"),
	N(BAT, "a.cmd", "dir\r\n"),
	T(HTA, "a.hta", "<html><head><hta:application id=a></head></html>"),
	N(HTA, "b.hta", "<html><script>x()</script></html>"),
	T(WSF, "a.wsf", "<job id=\"a\"><script language=\"JScript\">x()</script></job>"),
	T(WSF, "b.wsf", "<package><job id=\"a\"></job></package>"),
	T(SCT, "a.sct", XML "<scriptlet><registration progid=\"x\"/></scriptlet>"),
	T(SCT, "a.wsc", XML "<component id=\"x\"><registration/></component>"),
	T(SH, "a.sh", "#!/bin/sh\necho hello\n"),
	T(PYTHON, "a.py", "#!/usr/bin/env python3\nprint(1)\n"),
	T(PERL, "a.pl", "#!/usr/bin/perl\nprint 1;\n"),
	T(PHP, "a.php", "<?php echo 1; ?>\n"),
	T(RUBY, "a.rb", "#!/usr/bin/env ruby\nputs 1\n"),
	T(LUA, "a.lua", "#!/usr/bin/lua\nprint(1)\n"),
	T(TCL, "a.tcl", "#!/usr/bin/tclsh\nputs 1\n"),
	T(APPLESCRIPT, "a.applescript", "tell application \"Finder\"\nactivate\nend tell\n"),
	T(ASP, "a.asp", "<%@ Language=VBScript %>\n<% x %>\n"),
	N(AUTOIT, "a.au3", "MsgBox(0, \"a\", \"b\")\n"),
	T(XSL, "a.xsl", XML "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>"),
	T(MSC, "a.msc", XML "<MMC_ConsoleFile ConsoleVersion=\"3.0\"></MMC_ConsoleFile>"),
	T(MSBUILD, "a.csproj", "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><Target/></Project>"),
	T(MOF, "a.mof", "#PRAGMA NAMESPACE(\"\\\\\\\\.\\\\root\")\n"),
	T(IPYNB, "a.ipynb", "{\"cells\": [], \"nbformat\": 4}\n"),
	T(REG, "a.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\x]\r\n"),
	T(INF, "a.inf", "[Version]\r\nSignature=\"$Windows NT$\"\r\n"),
	T(IQY, "a.iqy", "WEB\r\n1\r\nhttp://x.example/\r\n"),
	T(OQY, "a.oqy", "XLODBC\r\n1\r\nDRIVER=SQL Server\r\n"),
	T(ODC, "a.odc", "<html xmlns=\"x\"><head><meta name=ProgId content=ODC.Database></head></html>"),
	T(SLK, "a.slk", "ID;PWXL;N;E\r\nC;X1;Y1;K1\r\nE\r\n"),
	T(DIF, "a.dif", "TABLE\r\n0,1\r\n\"EXCEL\"\r\n"),
	T(TERMINAL, "a.terminal", PLIST "<key>CommandString</key><string>x</string></dict></plist>"),
	T(URL, "a.url", "[InternetShortcut]\r\nURL=http://x.example/\r\n"),
	T(SCF, "a.scf", "[Shell]\r\nCommand=2\r\nIconFile=\\\\x\\y\r\n"),
	T(DESKTOP, "a.desktop", "[Desktop Entry]\nType=Application\nExec=x\n"),
	T(FOLDER_INI, "desktop.ini", "[.ShellClassInfo]\r\nIconResource=\\\\x\\y\r\n"),
	T(AUTORUN, "autorun.inf", "[autorun]\r\nopen=a.exe\r\n"),
	T(LIBRARY_MS, "a.library-ms", XML "<libraryDescription xmlns=\"http://schemas.microsoft.com/windows/2009/library\">"),
	T(SEARCH_MS, "a.search-ms", XML "<persistedQuery version=\"1.0\"></persistedQuery>"),
	T(SEARCH_MS, "a.searchconnector-ms", XML "<searchConnectorDescription xmlns=\"x\">"),
	T(SETTINGCONTENT_MS, "a.settingcontent-ms", XML "<PCSettings><SearchableContent/></PCSettings>"),
	T(APPREF_MS, "a.appref-ms", "http://x.example/a.application#a.app, Culture=neutral, PublicKeyToken=0123456789abcdef, processorArchitecture=msil\r\n"),
	T(CLICKONCE, "a.application", XML "<asmv1:assembly xmlns:asmv1=\"urn:schemas-microsoft-com:asm.v1\">"),
	T(APPINSTALLER, "a.appinstaller", XML "<AppInstaller Uri=\"http://x.example/\" Version=\"1.0\">"),
	T(JNLP, "a.jnlp", XML "<jnlp spec=\"1.0+\" codebase=\"http://x.example/\"></jnlp>"),
	T(THEME, "a.theme", "[Theme]\r\nDisplayName=x\r\n"),
	T(RDP, "a.rdp", "screen mode id:i:2\r\nfull address:s:x.example\r\n"),
	T(ICA, "a.ica", "[WFClient]\r\nVersion=2\r\n"),
	T(WEBLOC, "a.webloc", PLIST "<key>URL</key><string>http://x.example/</string></dict></plist>"),
	T(MOBILECONFIG, "a.mobileconfig", PLIST "<key>PayloadType</key><string>Configuration</string></dict></plist>"),
	T(HTML, "a.html", "<!DOCTYPE html>\n<html><body>hello</body></html>"),
	T(MHTML, "a.mht", SAVED),
	T(SVG, "a.svg", XML "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
	T(EML, "a.eml", MAIL),
	T(EMLX, "a.emlx", "147\n" MAIL),
	T(MBOX, "a.mbox", "From a@example.jp Sun Nov 22 12:00:00 2026\n" MAIL),
	T(ICS, "a.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
	T(VCF, "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nEND:VCARD\r\n"),
	T(LDIF, "a.ldif", "dn: cn=x,o=y\nobjectclass: person\ncn: x\n"),
	T(DXF, "a.dxf", "0\r\nSECTION\r\n2\r\nHEADER\r\n0\r\nENDSEC\r\n0\r\nEOF\r\n"),
	T(SXF, "a.sfc", "ISO-10303-21;\r\nHEADER;\r\nFILE_DESCRIPTION(('SCADEC level2 feature_mode'),'2;1');\r\n"),
	T(P21, "a.p21", "ISO-10303-21;\r\nHEADER;\r\nFILE_DESCRIPTION(('SCADEC level2 AP202_mode'),'2;1');\r\n"),
	T(STEP, "a.stp", "ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\n"),
	T(IFC, "a.ifc", "ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\n"),
	T(IGES, "a.igs", "                                                                        S      1\n1H,,1H;\n"),
	T(STL, "a.stl", "solid a\n facet normal 0 0 1\n endfacet\nendsolid a\n"),
	T(PEM, "a.pem", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"),
	T(PGP_SIGNATURE, "a.asc", "-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n"),
	T(PGP_KEY, "a.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabcd\n-----END PGP PUBLIC KEY BLOCK-----\n"),
	T(SSH_KEY, "id.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA a@x\n"),
	T(PPK, "a.ppk", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"),
};
/* clang-format on */

#undef T
#undef N

#endif
