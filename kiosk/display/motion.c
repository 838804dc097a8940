#include "display/motion.h"

int motion_duration(enum change change, bool still)
{
	if (still)
		return 0;
	return change == CHANGE_FADE ? FADE_MS : change == CHANGE_ATTRACT ? FADE_ATTRACT_MS : 0;
}

int motion_level(int64_t here, int duration)
{
	if (here >= duration || duration <= 0)
		return MOTION_WHOLE;
	if (here <= 0)
		return 0;
	double rest = 1.0 - (double)here / duration;

	return (int)((1.0 - rest * rest * rest) * MOTION_WHOLE + 0.5);
}

void motion_blend(uint32_t *out, const uint32_t *old, const uint32_t *new, long count, int level)
{
	unsigned b = (unsigned)level, a = MOTION_WHOLE - b;

	/* Red and blue in one step, green in another. */
	for (long i = 0; i < count; i++) {
		uint32_t rb = ((old[i] & 0xFF00FF) * a + (new[i] & 0xFF00FF) * b) >> 8 & 0xFF00FF;
		uint32_t g = ((old[i] & 0x00FF00) * a + (new[i] & 0x00FF00) * b) >> 8 & 0x00FF00;

		out[i] = 0xFF000000U | rb | g;
	}
}
