/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hosts.c: addresses, domains and networks: reading them strictly and finding
 * them. Names are compared in lower case, whole label by whole label; what a
 * sender chose never costs more than its length.
 * Tests: tests/unit/settings/test_hosts.c.
 */
#include "policy_model.h"

#include <arpa/inet.h>
#include <string.h>

#include "misogi/text.h"

void hosts_init(struct hosts *h)
{
	h->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	h->entries = g_ptr_array_new_with_free_func(g_free);
	h->nets = g_array_new(FALSE, TRUE, sizeof(struct net));
}

void hosts_clear(struct hosts *h)
{
	g_hash_table_unref(h->names);
	g_ptr_array_unref(h->entries);
	g_array_unref(h->nets);
}

/* ${ip} → 16 bytes; ${*v4} says which family it was. */
static bool ip_bytes(const char *ip, uint8_t bytes[16], bool *v4)
{
	struct in_addr in;

	*v4 = inet_pton(AF_INET, ip, &in) == 1;
	if (!*v4)
		return inet_pton(AF_INET6, ip, bytes) == 1;
	memset(bytes, 0, 10);
	memset(bytes + 10, 0xff, 2);
	memcpy(bytes + 12, &in, 4);
	return true;
}

/* Whether ${a} and ${b} agree in their first ${bits}. */
static bool same_bits(const uint8_t *a, const uint8_t *b, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

/* "10.1.0.0/16", "10.1.2.3", "2001:db8::/32". Bits set outside the mask are an error. */
static bool net_parse(const char *text, struct net *net)
{
	const char *slash = strchr(text, '/');
	g_autofree char *ip = slash ? g_strndup(text, (gsize)(slash - text)) : g_strdup(text);
	uint64_t bits;
	bool v4;

	if (!ip_bytes(ip, net->bytes, &v4))
		return false;
	bits = v4 ? 32 : 128;
	if (slash && !text_parse_number(slash + 1, 0, bits, &bits))
		return false;
	net->bits = (unsigned)bits + (v4 ? 96 : 0);
	for (unsigned i = net->bits; i < 128; i++)
		if (net->bytes[i / 8] & (0x80 >> i % 8))
			return false;
	return true;
}

bool net_contains(const struct net *net, const char *ip)
{
	uint8_t bytes[16];
	bool v4;

	return ip_bytes(ip, bytes, &v4) && same_bits(net->bytes, bytes, net->bits);
}

bool net_covers(const struct net *outer, const struct net *inner)
{
	return outer->bits <= inner->bits && same_bits(outer->bytes, inner->bytes, outer->bits);
}

/* Labels of letters, digits, - and _ (or beyond ASCII), separated by single dots. */
static bool is_domain(const char *s)
{
	char before = '.';

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c == '.' ? before == '.'
			     : c < 0x80 && !g_ascii_isalnum(c) && c != '-' && c != '_')
			return false;
		before = *s;
	}
	return before != '.';
}

/* Lower case, no final dot. What is not UTF-8 is folded as ASCII. */
static char *fold(const char *s)
{
	char *lower = g_utf8_validate(s, -1, NULL) ? g_utf8_strdown(s, -1) : g_ascii_strdown(s, -1);
	size_t n = strlen(lower);

	if (n > 1 && lower[n - 1] == '.')
		lower[n - 1] = '\0';
	return lower;
}

enum host_kind host_parse(const char *text, char **folded, struct net *net)
{
	*folded = fold(text);
	const char *at = strrchr(*folded, '@');

	if (strcmp(text, "<>") == 0)
		return HOST_NULL_SENDER;
	if (at)
		return at > *folded && is_domain(at + 1) ? HOST_ADDRESS : HOST_BAD;
	if (net_parse(text, net))
		return HOST_NET;
	/* Digits and dots alone are a network with a slip in it, never a name. */
	if (strspn(text, "0123456789./") == strlen(text))
		return HOST_BAD;
	if (**folded == '.')
		return is_domain(*folded + 1) ? HOST_SUBDOMAIN : HOST_BAD;
	return is_domain(*folded) ? HOST_DOMAIN : HOST_BAD;
}

enum host_kind hosts_add(struct hosts *h, const char *text)
{
	struct net net;
	char *folded;
	enum host_kind kind = host_parse(text, &folded, &net);

	if (kind == HOST_BAD) {
		g_free(folded);
		return kind;
	}
	g_ptr_array_add(h->entries, g_strdup(folded));
	if (kind == HOST_NET) {
		g_array_append_val(h->nets, net);
		g_free(folded);
	} else {
		g_hash_table_add(h->names, folded);
	}
	return kind;
}

int hosts_match_net(const struct hosts *h, const char *ip)
{
	uint8_t bytes[16];
	int best = -1;
	bool v4;

	if (!ip_bytes(ip, bytes, &v4))
		return -1;
	for (unsigned i = 0; i < h->nets->len; i++) {
		const struct net *net = &g_array_index(h->nets, struct net, i);
		if ((int)net->bits > best && same_bits(net->bytes, bytes, net->bits))
			best = (int)net->bits;
	}
	return best;
}

size_t hosts_match_address(const struct hosts *h, const char *address)
{
	if (!*address)
		return g_hash_table_contains(h->names, "<>") ? 1 : 0;
	g_autofree char *folded = fold(address);
	const char *at = strrchr(folded, '@');
	const char *domain = at ? at + 1 : "";

	if (at && g_hash_table_contains(h->names, folded))
		return strlen(folded) + 2;
	if (*domain && g_hash_table_contains(h->names, domain))
		return strlen(domain) + 2;
	for (const char *dot = strchr(domain, '.'); dot; dot = strchr(dot + 1, '.'))
		if (g_hash_table_contains(h->names, dot))
			return strlen(dot);
	return 0;
}
