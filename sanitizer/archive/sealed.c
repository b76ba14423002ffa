/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed.c: which reader of headers a type has. Those of ARJ and ACE are here:
 * flags in each header, and how far it is to the next.
 * Tests: tests/unit/sanitizer/test_sealed.c.
 */
#include "archive/sealed.h"

#include <string.h>

#include "archive/sealed_parts.h"
#include "kinds/little.h"

#define CAB_FLAGS 30u
#define CAB_PREVIOUS_OR_NEXT 3u

#define ARJ_GARBLED 0x01u
#define ARJ_VOLUME 0x04u
#define ARJ_CONTINUED 0x08u
#define ARJ_MAIN 2u
#define ARJ_LEAST 16u /* of a basic header, up to its packed size */

#define ACE_ADDSIZE 0x0001u
#define ACE_MAIN_VOLUME 0x0800u
#define ACE_FILE_LOCKED 0x4000u
#define ACE_FILE_SPLIT 0x3000u

/* Behind the extended headers of the header that ends at ${at}; ${len}: there is no end of them. */
static size_t skip_arj_extended(const char *data, size_t len, size_t at)
{
	while (len - at >= 2) {
		size_t n = little_u16(data + at);
		at += 2;
		if (n == 0)
			return at;
		if (len - at < n + 4)
			break;
		at += n + 4;
	}
	return len;
}

struct sealed_facts sealed_arj(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	size_t at = 0;

	while (at <= len && len - at >= 4 + ARJ_LEAST && memcmp(data + at, "\x60\xea", 2) == 0) {
		const char *header = data + at + 4;
		size_t n = little_u16(data + at + 2);
		unsigned flags = (guint8)header[4];
		if (n < ARJ_LEAST || len - at - 4 < n + 4)
			break;
		f.is_locked |= flags & ARJ_GARBLED;
		f.is_volume |= flags & (ARJ_VOLUME | ARJ_CONTINUED);
		size_t packed = header[6] == ARJ_MAIN ? 0 : little_u32(header + 12);
		at = skip_arj_extended(data, len, at + 4 + n + 4);
		at += MIN(packed, len - at);
	}
	return f;
}

struct sealed_facts sealed_ace(const char *data, size_t len)
{
	struct sealed_facts f = { 0 };
	size_t at = 0;

	while (at <= len && len - at >= 7) {
		const char *p = data + at;
		size_t n = little_u16(p + 2);
		unsigned type = (guint8)p[4], flags = little_u16(p + 5);
		f.is_volume |= type == 0 && flags & ACE_MAIN_VOLUME;
		f.is_volume |= type == 1 && flags & ACE_FILE_SPLIT;
		f.is_locked |= type == 1 && flags & ACE_FILE_LOCKED;
		if (n < 3 || len - at < 4 + n)
			break;
		at += 4 + n;
		if (flags & ACE_ADDSIZE && n >= 7)
			at += MIN(little_u32(p + 7), len - at);
	}
	return f;
}

static struct sealed_facts look_at_cab(const char *data, size_t len)
{
	return (struct sealed_facts){ .is_volume =
					      len >= CAB_FLAGS + 2 &&
					      little_u16(data + CAB_FLAGS) & CAB_PREVIOUS_OR_NEXT };
}

static struct sealed_facts look_at_zip(const char *data, size_t len)
{
	return (struct sealed_facts){ .is_volume = len >= 4 && memcmp(data, "PK\7\10", 4) == 0 };
}

static const struct {
	enum type_id type;
	struct sealed_facts (*look)(const char *data, size_t len);
} looks[] = {
	{ TYPE_RAR, sealed_rar },  { TYPE_SEVENZIP, sealed_sevenzip }, { TYPE_ARJ, sealed_arj },
	{ TYPE_ACE, sealed_ace },  { TYPE_ALZ, sealed_alz },	       { TYPE_EGG, sealed_egg },
	{ TYPE_CAB, look_at_cab }, { TYPE_ZIP, look_at_zip },
};

static struct sealed_facts look(enum type_id type, const char *data, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
		if (looks[i].type == type)
			return looks[i].look(data, len);
	return (struct sealed_facts){ 0 };
}

bool sealed_look(enum type_id type, const char *data, size_t len)
{
	return look(type, data, len).is_locked;
}

bool sealed_is_volume(enum type_id type, const char *data, size_t len)
{
	return look(type, data, len).is_volume;
}
