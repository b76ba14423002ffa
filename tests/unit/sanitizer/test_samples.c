/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_samples.c: every row of the table of types has a sample that is
 * identified as it, by content where the content tells it, and whose name
 * agrees.
 */
#include "sanitizer/samples.h"
#include "sanitizer/host.h"
#include "sanitizer/samples_made.h"
#include "sanitizer/samples_text.h"
#include "signature.h"

#define TYPES_MIN 150

struct sample {
	enum type_id type;
	const char *name;
	GByteArray *bytes;
	bool by_name;
};

static void add_sample(GArray *all, enum type_id type, const char *name, GByteArray *bytes,
		       bool by_name)
{
	struct sample s = { type, name, bytes, by_name };

	g_array_append_val(all, s);
}

static size_t zip_entries(const struct sample_zip *z)
{
	size_t n = 0;

	while (n < G_N_ELEMENTS(z->entries) && z->entries[n].name)
		n++;
	return n;
}

static void add_made(GArray *all)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sample_zips); i++) {
		const struct sample_zip *z = &sample_zips[i];
		add_sample(all, z->type, z->name, zip_of(z->entries, zip_entries(z)),
			   z->type == TYPE_NUMBERS);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sample_cfbfs); i++) {
		const struct sample_cfbf *c = &sample_cfbfs[i];
		add_sample(all, c->type, c->name, cfbf_of(&c->stream, 1, c->class_id),
			   c->type == TYPE_JHD);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sample_cabs); i++)
		add_sample(all, sample_cabs[i].type, sample_cabs[i].name,
			   cab_of(sample_cabs[i].inside), false);
	for (size_t i = 0; i < G_N_ELEMENTS(sample_mades); i++)
		add_sample(all, sample_mades[i].type, sample_mades[i].name, sample_mades[i].make(),
			   false);
}

static GArray *samples(void)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct sample));

	for (size_t i = 0; i < G_N_ELEMENTS(sample_bytes); i++) {
		const struct sample_bytes *s = &sample_bytes[i];
		GByteArray *b = g_byte_array_new();
		put_zeros(b, (guint)s->at);
		if (s->type == TYPE_TARO)
			memcpy(b->data, "DOC", 3);
		g_byte_array_append(b, (const guint8 *)s->bytes, (guint)s->n);
		add_sample(all, s->type, s->name, b,
			   s->type == TYPE_COM || s->type == TYPE_UNKNOWN);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sample_texts); i++) {
		GByteArray *b = g_byte_array_new();
		put_text(b, sample_texts[i].text);
		add_sample(all, sample_texts[i].type, sample_texts[i].name, b,
			   sample_texts[i].by_name);
	}
	add_made(all);
	return all;
}

static void free_samples(GArray *all)
{
	for (guint i = 0; i < all->len; i++)
		g_byte_array_unref(g_array_index(all, struct sample, i).bytes);
	g_array_unref(all);
}

START_TEST(every_type_has_a_sample)
{
	GArray *all = samples();
	bool has[TYPE_MAX] = { false };

	for (guint i = 0; i < all->len; i++)
		has[g_array_index(all, struct sample, i).type] = true;
	for (int i = 0; i < TYPE_MAX; i++)
		ck_assert_msg(has[i], "no sample of %s", type_name((enum type_id)i));
	ck_assert_int_ge(TYPE_MAX, TYPES_MIN);
	free_samples(all);
}
END_TEST

/* Without a name and a declared type. */
START_TEST(content_tells_every_type_that_it_can)
{
	GArray *all = samples();
	GString *bad = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		const struct sample *s = &g_array_index(all, struct sample, i);
		struct signature got = signature_find((const char *)s->bytes->data, s->bytes->len);
		if (s->by_name)
			continue;
		if (got.type != s->type)
			g_string_append_printf(
				bad, "%s (%s): got %s\n", s->name, type_name(s->type),
				got.type == TYPE_MAX ? "nothing" : type_name(got.type));
		if (got.second != TYPE_MAX)
			g_string_append_printf(bad, "%s: also %s, %s\n", s->name,
					       type_name(got.second), got.second_why);
	}
	ck_assert_msg(bad->len == 0, "\n%s", bad->str);
	g_string_free(bad, TRUE);
	free_samples(all);
}
END_TEST

static struct message *attached(const struct sample *s)
{
	g_autofree char *text =
		g_base64_encode(s->bytes->data ? s->bytes->data : (guint8 *)"", s->bytes->len);
	g_autofree char *raw =
		g_strdup_printf("Content-Type: application/octet-stream\r\n"
				"Content-Disposition: attachment; filename=\"%s\"\r\n"
				"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n",
				s->name, text);

	return host_mail(raw);
}

START_TEST(named_samples_are_what_their_names_say)
{
	static const enum finding_id odd[] = { FINDING_TYPE_MISMATCH, FINDING_TYPE_UNKNOWN,
					       FINDING_TYPE_POLYGLOT };
	GArray *all = samples();
	GString *bad = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		const struct sample *s = &g_array_index(all, struct sample, i);
		g_autoptr(message_t) m = attached(s);
		const struct part *p = message_part(m, 0);
		if (strcmp(p->type, type_name(s->type)) != 0)
			g_string_append_printf(bad, "%s: got %s want %s\n", s->name, p->type,
					       type_name(s->type));
		for (size_t k = 0; k < G_N_ELEMENTS(odd) && s->type != TYPE_UNKNOWN; k++)
			if (part_has_finding(p, odd[k]))
				g_string_append_printf(bad, "%s (%s): %s\n", s->name, p->type,
						       word_of(VOCABULARY_FINDING, (int)odd[k]));
	}
	ck_assert_msg(bad->len == 0, "\n%s", bad->str);
	g_string_free(bad, TRUE);
	free_samples(all);
}
END_TEST

/* A name can make a file worse, never better. */
START_TEST(another_name_makes_no_sample_less_bad)
{
	GArray *all = samples();
	GString *bad = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		struct sample s = g_array_index(all, struct sample, i);
		if (s.by_name)
			continue;
		s.name = "a.txt";
		g_autoptr(message_t) m = attached(&s);
		const struct part *p = message_part(m, 0);
		if (class_badness(p->class) < class_badness(type_class(s.type)))
			g_string_append_printf(bad, "%s as a.txt: %s\n", type_name(s.type),
					       word_of(VOCABULARY_CLASS, (int)p->class));
	}
	ck_assert_msg(bad->len == 0, "\n%s", bad->str);
	g_string_free(bad, TRUE);
	free_samples(all);
}
END_TEST

/* Cut anywhere, with bytes changed: some answer, nothing beyond the end is read. */
START_TEST(survives_samples_that_are_cut_or_changed)
{
	GArray *all = samples();
	g_autoptr(GRand) rand = g_rand_new_with_seed(4);

	for (guint i = 0; i < all->len; i++) {
		const struct sample *s = &g_array_index(all, struct sample, i);
		for (guint n = 0; n < MIN(s->bytes->len, 300); n += 3) {
			g_autofree guint8 *cut = g_memdup2(s->bytes->data, n ? n : 1);
			signature_find((const char *)cut, n);
			if (n == 0)
				continue;
			cut[g_rand_int_range(rand, 0, (gint32)n)] ^= 0x55;
			signature_find((const char *)cut, n);
		}
	}
	free_samples(all);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, every_type_has_a_sample);
	tcase_add_test(t, content_tells_every_type_that_it_can);
	tcase_add_test(t, named_samples_are_what_their_names_say);
	tcase_add_test(t, another_name_makes_no_sample_less_bad);
	tcase_add_test(t, survives_samples_that_are_cut_or_changed);
}

UNIT_MAIN("samples", add)
