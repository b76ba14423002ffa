/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_color.c: hex, names, rgb() and hsl() into four bytes. Two colours are
 * alike when neither their brightness nor their distance tells them apart:
 * yellow on white has no contrast and is seen, #eee on white has neither.
 * Tests: tests/unit/sanitizer/test_html_color.c.
 */
#include "html/html_color.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * WCAG's ratio; #ddd on white has 1.36 and is read, #f0f0f0 has 1.14. The
 * distance is that of the corners of a cube with edges of 255.
 */
#define CONTRAST_LEAST 1.2
#define DISTANCE_LEAST 64

static const struct name {
	const char *name;
	guint32 rgb;
} names[] = {
	/* clang-format off */
	{ "aliceblue", 0xf0f8ff }, { "antiquewhite", 0xfaebd7 }, { "aqua", 0x00ffff },
	{ "aquamarine", 0x7fffd4 }, { "azure", 0xf0ffff }, { "beige", 0xf5f5dc },
	{ "bisque", 0xffe4c4 }, { "black", 0x000000 }, { "blanchedalmond", 0xffebcd },
	{ "blue", 0x0000ff }, { "blueviolet", 0x8a2be2 }, { "brown", 0xa52a2a },
	{ "burlywood", 0xdeb887 }, { "buttonface", 0xefefef }, { "buttontext", 0x000000 },
	{ "cadetblue", 0x5f9ea0 }, { "canvas", 0xffffff }, { "canvastext", 0x000000 },
	{ "chartreuse", 0x7fff00 }, { "chocolate", 0xd2691e }, { "coral", 0xff7f50 },
	{ "cornflowerblue", 0x6495ed }, { "cornsilk", 0xfff8dc }, { "crimson", 0xdc143c },
	{ "cyan", 0x00ffff }, { "darkblue", 0x00008b }, { "darkcyan", 0x008b8b },
	{ "darkgoldenrod", 0xb8860b }, { "darkgray", 0xa9a9a9 }, { "darkgreen", 0x006400 },
	{ "darkgrey", 0xa9a9a9 }, { "darkkhaki", 0xbdb76b }, { "darkmagenta", 0x8b008b },
	{ "darkolivegreen", 0x556b2f }, { "darkorange", 0xff8c00 }, { "darkorchid", 0x9932cc },
	{ "darkred", 0x8b0000 }, { "darksalmon", 0xe9967a }, { "darkseagreen", 0x8fbc8f },
	{ "darkslateblue", 0x483d8b }, { "darkslategray", 0x2f4f4f },
	{ "darkslategrey", 0x2f4f4f }, { "darkturquoise", 0x00ced1 },
	{ "darkviolet", 0x9400d3 }, { "deeppink", 0xff1493 }, { "deepskyblue", 0x00bfff },
	{ "dimgray", 0x696969 }, { "dimgrey", 0x696969 }, { "dodgerblue", 0x1e90ff },
	{ "firebrick", 0xb22222 }, { "floralwhite", 0xfffaf0 }, { "forestgreen", 0x228b22 },
	{ "fuchsia", 0xff00ff }, { "gainsboro", 0xdcdcdc }, { "ghostwhite", 0xf8f8ff },
	{ "gold", 0xffd700 }, { "goldenrod", 0xdaa520 }, { "gray", 0x808080 },
	{ "green", 0x008000 }, { "greenyellow", 0xadff2f }, { "grey", 0x808080 },
	{ "honeydew", 0xf0fff0 }, { "hotpink", 0xff69b4 }, { "indianred", 0xcd5c5c },
	{ "indigo", 0x4b0082 }, { "infobackground", 0xffffe1 }, { "infotext", 0x000000 },
	{ "ivory", 0xfffff0 }, { "khaki", 0xf0e68c }, { "lavender", 0xe6e6fa },
	{ "lavenderblush", 0xfff0f5 }, { "lawngreen", 0x7cfc00 }, { "lemonchiffon", 0xfffacd },
	{ "lightblue", 0xadd8e6 }, { "lightcoral", 0xf08080 }, { "lightcyan", 0xe0ffff },
	{ "lightgoldenrodyellow", 0xfafad2 }, { "lightgray", 0xd3d3d3 },
	{ "lightgreen", 0x90ee90 }, { "lightgrey", 0xd3d3d3 }, { "lightpink", 0xffb6c1 },
	{ "lightsalmon", 0xffa07a }, { "lightseagreen", 0x20b2aa },
	{ "lightskyblue", 0x87cefa }, { "lightslategray", 0x778899 },
	{ "lightslategrey", 0x778899 }, { "lightsteelblue", 0xb0c4de },
	{ "lightyellow", 0xffffe0 }, { "lime", 0x00ff00 }, { "limegreen", 0x32cd32 },
	{ "linen", 0xfaf0e6 }, { "linktext", 0x0000ee }, { "magenta", 0xff00ff },
	{ "maroon", 0x800000 }, { "mediumaquamarine", 0x66cdaa }, { "mediumblue", 0x0000cd },
	{ "mediumorchid", 0xba55d3 }, { "mediumpurple", 0x9370db },
	{ "mediumseagreen", 0x3cb371 }, { "mediumslateblue", 0x7b68ee },
	{ "mediumspringgreen", 0x00fa9a }, { "mediumturquoise", 0x48d1cc },
	{ "mediumvioletred", 0xc71585 }, { "midnightblue", 0x191970 },
	{ "mintcream", 0xf5fffa }, { "mistyrose", 0xffe4e1 }, { "moccasin", 0xffe4b5 },
	{ "navajowhite", 0xffdead }, { "navy", 0x000080 }, { "oldlace", 0xfdf5e6 },
	{ "olive", 0x808000 }, { "olivedrab", 0x6b8e23 }, { "orange", 0xffa500 },
	{ "orangered", 0xff4500 }, { "orchid", 0xda70d6 }, { "palegoldenrod", 0xeee8aa },
	{ "palegreen", 0x98fb98 }, { "paleturquoise", 0xafeeee },
	{ "palevioletred", 0xdb7093 }, { "papayawhip", 0xffefd5 }, { "peachpuff", 0xffdab9 },
	{ "peru", 0xcd853f }, { "pink", 0xffc0cb }, { "plum", 0xdda0dd },
	{ "powderblue", 0xb0e0e6 }, { "purple", 0x800080 }, { "rebeccapurple", 0x663399 },
	{ "red", 0xff0000 }, { "rosybrown", 0xbc8f8f }, { "royalblue", 0x4169e1 },
	{ "saddlebrown", 0x8b4513 }, { "salmon", 0xfa8072 }, { "sandybrown", 0xf4a460 },
	{ "seagreen", 0x2e8b57 }, { "seashell", 0xfff5ee }, { "sienna", 0xa0522d },
	{ "silver", 0xc0c0c0 }, { "skyblue", 0x87ceeb }, { "slateblue", 0x6a5acd },
	{ "slategray", 0x708090 }, { "slategrey", 0x708090 }, { "snow", 0xfffafa },
	{ "springgreen", 0x00ff7f }, { "steelblue", 0x4682b4 }, { "tan", 0xd2b48c },
	{ "teal", 0x008080 }, { "thistle", 0xd8bfd8 }, { "tomato", 0xff6347 },
	{ "turquoise", 0x40e0d0 }, { "violet", 0xee82ee }, { "wheat", 0xf5deb3 },
	{ "white", 0xffffff }, { "whitesmoke", 0xf5f5f5 }, { "window", 0xffffff },
	{ "windowtext", 0x000000 }, { "yellow", 0xffff00 }, { "yellowgreen", 0x9acd32 },
	/* clang-format on */
};

static struct html_color opaque(guint32 rgb)
{
	return (struct html_color){ (guint8)(rgb >> 16), (guint8)(rgb >> 8), (guint8)rgb, 255 };
}

static int compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct name *)row)->name);
}

static bool read_name(const char *s, struct html_color *out)
{
	const struct name *n = bsearch(s, names, G_N_ELEMENTS(names), sizeof(names[0]), compare);

	if (n)
		*out = opaque(n->rgb);
	return n != NULL;
}

static guint8 hex_byte(const char *s, bool is_short)
{
	int high = g_ascii_xdigit_value(s[0]);

	return (guint8)(high * 16 + (is_short ? high : g_ascii_xdigit_value(s[1])));
}

/* 3, 4, 6 or 8 digits. */
static bool read_hex(const char *s, struct html_color *out)
{
	size_t n = strspn(s, "0123456789abcdefABCDEF");
	bool is_short = n < 6;
	size_t step = is_short ? 1 : 2;

	if (s[n] || (n != 3 && n != 4 && n != 6 && n != 8))
		return false;
	out->red = hex_byte(s, is_short);
	out->green = hex_byte(s + step, is_short);
	out->blue = hex_byte(s + 2 * step, is_short);
	out->alpha = n == 4 || n == 8 ? hex_byte(s + 3 * step, is_short) : 255;
	return true;
}

static guint8 byte_of(double v)
{
	return (guint8)(CLAMP(v, 0, 255) + 0.5);
}

/* Up to four numbers between commas, blanks or a slash; percents are of ${whole}[i]. */
static unsigned read_numbers(const char *s, const double whole[4], double out[4])
{
	unsigned n = 0;

	for (; n < 4; n++) {
		char *end;
		s += strspn(s, " ,/");
		out[n] = g_ascii_strtod(s, &end);
		if (end == s || !isfinite(out[n]))
			break;
		if (*end == '%')
			out[n] = out[n] * whole[n] / 100;
		s = end + strspn(end, "%abcdefghijklmnopqrstuvwxyz");
	}
	return n;
}

static double hue_part(double p, double q, double t)
{
	t += t < 0 ? 1 : t > 1 ? -1 : 0;
	if (t < 1.0 / 6)
		return p + (q - p) * 6 * t;
	if (t < 1.0 / 2)
		return q;
	return t < 2.0 / 3 ? p + (q - p) * (2.0 / 3 - t) * 6 : p;
}

static struct html_color of_hsl(double hue, double saturation, double lightness)
{
	double s = CLAMP(saturation, 0, 1), l = CLAMP(lightness, 0, 1);
	double q = l < 0.5 ? l * (1 + s) : l + s - l * s, p = 2 * l - q;
	double h = CLAMP(hue, -1e6, 1e6) / 360;

	h -= (int)h;
	return (struct html_color){ byte_of(255 * hue_part(p, q, h + 1.0 / 3)),
				    byte_of(255 * hue_part(p, q, h)),
				    byte_of(255 * hue_part(p, q, h - 1.0 / 3)), 255 };
}

static bool read_function(const char *s, struct html_color *out)
{
	static const double rgb_whole[4] = { 255, 255, 255, 1 }, hsl_whole[4] = { 360, 1, 1, 1 };
	bool is_hsl = g_str_has_prefix(s, "hsl");
	double v[4];

	if (!is_hsl && !g_str_has_prefix(s, "rgb"))
		return false;
	s += strlen("rgb");
	s += *s == 'a';
	if (*s != '(')
		return false;
	unsigned n = read_numbers(s + 1, is_hsl ? hsl_whole : rgb_whole, v);
	if (n < 3)
		return false;
	*out = is_hsl ? of_hsl(v[0], v[1], v[2])
		      : (struct html_color){ byte_of(v[0]), byte_of(v[1]), byte_of(v[2]), 255 };
	if (n == 4)
		out->alpha = byte_of(v[3] * 255);
	return true;
}

bool html_color_read(const char *s, struct html_color *out)
{
	if (*s == '#')
		return read_hex(s + 1, out);
	if (!strcmp(s, "transparent")) {
		*out = (struct html_color){ 0 };
		return true;
	}
	return read_name(s, out) || read_function(s, out);
}

bool html_color_attribute(const char *s, struct html_color *out)
{
	g_autofree char *lower = g_strstrip(g_ascii_strdown(s, -1));

	return *lower && (html_color_read(lower, out) || read_hex(lower, out));
}

static guint8 mix(guint8 top, guint8 bottom, guint8 alpha)
{
	return (guint8)((top * alpha + bottom * (255 - alpha) + 127) / 255);
}

struct html_color html_color_over(struct html_color top, struct html_color bottom)
{
	return (struct html_color){ mix(top.red, bottom.red, top.alpha),
				    mix(top.green, bottom.green, top.alpha),
				    mix(top.blue, bottom.blue, top.alpha), 255 };
}

/* sRGB's curve, nearer than a byte can tell. */
static double linear(guint8 v)
{
	double c = v / 255.0;

	return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

static double luminance(struct html_color c)
{
	return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

bool html_color_is_like(struct html_color a, struct html_color b)
{
	int red = a.red - b.red, green = a.green - b.green, blue = a.blue - b.blue;

	if (red * red + green * green + blue * blue >= DISTANCE_LEAST * DISTANCE_LEAST)
		return false;
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
	return MAX(x, y) / MIN(x, y) < CONTRAST_LEAST;
}
