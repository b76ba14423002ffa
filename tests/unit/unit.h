/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unit.h: what every unit test shares: Check, and main() as one macro. Test
 * names are claims: refuses_path_with_dotdot.
 */
#ifndef MISOGI_UNIT_H
#define MISOGI_UNIT_H

#include <check.h>
#include <glib.h>
#include <stdlib.h>

/* UNIT_MAIN("name", add_tests): one suite, one program. */
#define UNIT_MAIN(name, add)                                                                       \
	int main(void)                                                                             \
	{                                                                                          \
		Suite *suite = suite_create(name);                                                 \
		TCase *tcase = tcase_create(name);                                                 \
		tcase_set_timeout(tcase, 120);                                                     \
		add(tcase);                                                                        \
		suite_add_tcase(suite, tcase);                                                     \
		SRunner *runner = srunner_create(suite);                                           \
		srunner_run_all(runner, CK_NORMAL);                                                \
		int failed = srunner_ntests_failed(runner);                                        \
		srunner_free(runner);                                                              \
		return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                       \
	}

#endif
