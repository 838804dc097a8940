#include "display/lock.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void lock_here(void *memory, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)memory / page * page;
	size_t length = (uintptr_t)memory + size - start;

	length = (length + page - 1) / page * page;
	(void)mlock2((void *)start, length, MLOCK_ONFAULT);
	(void)madvise((void *)start, length, MADV_DONTDUMP);
}

#if defined(__has_attribute)
#if __has_attribute(zero_call_used_regs)
__attribute__((zero_call_used_regs("all")))
#endif
#endif
/* Not part of its caller: it must reach lower than all that went before. */
__attribute__((noinline)) void
stack_wipe(void)
{
	char below[STACK_WIPED];

	explicit_bzero(below, sizeof below);
}
