/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sandbox_landlock.c: the second wall: a ruleset that handles all the rights
 * this kernel's Landlock knows and grants none. Which rights exist is asked
 * at start (ABI); Debian 12's headers know only those of ABI 2, so the newer
 * bits stand here. Tests: tests/sandbox/.
 */
#include <linux/types.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "misogi/io.h"
#include "sandbox.h"

#define CREATE_RULESET_VERSION 1u

/* struct landlock_ruleset_attr of ABI 6; older kernels take a shorter one. */
struct ruleset {
	uint64_t handled_access_fs;
	uint64_t handled_access_net; /* from ABI 4 */
	uint64_t scoped;	     /* from ABI 6 */
};

/* What each ABI added, from landlock(7). */
#define FS_ABI_1 ((1ull << 13) - 1) /* execute … make_sym */
#define FS_REFER (1ull << 13)
#define FS_TRUNCATE (1ull << 14)
#define FS_IOCTL_DEV (1ull << 15)
#define NET_TCP 3ull   /* bind, connect */
#define SCOPE_ALL 3ull /* abstract unix sockets, signals to processes outside */

unsigned sandbox_landlock(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
	if (abi < 1)
		return 0;

	struct ruleset rules = {
		.handled_access_fs = FS_ABI_1 | (abi >= 2 ? FS_REFER : 0) |
				     (abi >= 3 ? FS_TRUNCATE : 0) | (abi >= 5 ? FS_IOCTL_DEV : 0),
		.handled_access_net = abi >= 4 ? NET_TCP : 0,
		.scoped = abi >= 6 ? SCOPE_ALL : 0,
	};
	size_t known = abi >= 6	  ? sizeof rules
		       : abi >= 4 ? offsetof(struct ruleset, scoped)
				  : offsetof(struct ruleset, handled_access_net);
	AUTO_FD fd = (int)syscall(SYS_landlock_create_ruleset, &rules, known, 0);
	if (fd < 0 || syscall(SYS_landlock_restrict_self, fd, 0) < 0)
		return 0;
	return (unsigned)abi;
}
