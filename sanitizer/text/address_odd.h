/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address_odd.h: address fields that programs read differently.
 */
#ifndef MISOGI_TEXT_ADDRESS_ODD_H
#define MISOGI_TEXT_ADDRESS_ODD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the raw value ${raw} of From, To … has what some programs read as
 * another address than others: routes, groups with members, comments within an
 * address, addresses in quotes, brackets that do not fit.
 */
bool address_is_odd(const char *raw, size_t n);

#endif
