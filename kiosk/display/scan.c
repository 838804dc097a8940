#include "display/scan.h"

bool scan_press(struct scan *scan, int64_t now_ms, int period_ms)
{
	bool acts = scan->on;

	scan->on = true;
	scan->next_ms = now_ms + period_ms;
	return acts;
}

bool scan_moves(struct scan *scan, int64_t now_ms, int period_ms, bool speaking)
{
	if (scan->next_ms > now_ms + period_ms || (scan->on && speaking)) /* or the clock ran back */
		scan->next_ms = now_ms + period_ms;
	if (!scan->on || now_ms < scan->next_ms)
		return false;
	scan->next_ms = now_ms + period_ms;
	return true;
}

int64_t scan_due(const struct scan *scan)
{
	return scan->on ? scan->next_ms : INT64_MAX;
}

void scan_end(struct scan *scan)
{
	scan->on = false;
	scan->next_ms = 0;
}
