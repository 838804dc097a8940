#include "sync/backoff.h"

/* 5 minutes doubled so often are more than 6 hours. */
enum { DOUBLINGS_MAX = 7 };

int64_t backoff_s(int failures, int64_t retry_after_s, uint32_t random)
{
	int doublings = failures - 1 < DOUBLINGS_MAX ? failures - 1 : DOUBLINGS_MAX;
	int64_t most, wait;

	if (failures <= 0)
		return 0;
	most = (int64_t)BACKOFF_FIRST_S << doublings;
	if (most > BACKOFF_MOST_S)
		most = BACKOFF_MOST_S;
	/* 0 to `most`, both included: the upper 32 bits of a product are even enough here. */
	wait = (int64_t)(((uint64_t)random * (uint64_t)(most + 1)) >> 32);
	if (retry_after_s <= 0)
		return wait;
	return wait + (retry_after_s < BACKOFF_RETRY_MOST_S ? retry_after_s : BACKOFF_RETRY_MOST_S);
}
