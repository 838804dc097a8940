#include "screen/view.h"

#include <math.h>

enum { WIDE_LEAST_MM = 313 }; /* 2.79 mm / 17.1 * 1920 */

/* LOOK.md, Grid: 1080p on 21.5" is 4.03 px/mm, 800 x 480 on 7" is 5.25. */
static double usual_px_per_mm(int w, int h, enum form form)
{
	double diagonal = sqrt((double)w * w + (double)h * h);
	double inches = form == FORM_SMALL ? 7.0 : 21.5;
	return diagonal / (inches * 25.4);
}

/* The smallest letters of the wide master, 24 design pixels with capitals of 17, would
 * take less than 16 minutes of arc (ISO 9241-303) of the view at 600 mm. */
static bool too_small_for_wide(int width_mm)
{
	return width_mm > 0 && width_mm < WIDE_LEAST_MM;
}

struct frame frame_for(int w, int h, int width_mm, int height_mm)
{
	struct frame frame = {.w = w, .h = h, .distance_mm = DISTANCE_MM};
	frame.form = h > w ? FORM_PORTRAIT : w < 1000 || too_small_for_wide(width_mm) ? FORM_SMALL : FORM_LANDSCAPE;
	int master_w = frame.form == FORM_PORTRAIT ? 1080 : frame.form == FORM_SMALL ? 800 : 1920;
	int master_h = frame.form == FORM_PORTRAIT ? 1920 : frame.form == FORM_SMALL ? 480 : 1080;
	double sx = (double)w / master_w, sy = (double)h / master_h;
	frame.scale = sx < sy ? sx : sy;
	frame.dw = (int)(w / frame.scale + 0.5);
	frame.dh = (int)(h / frame.scale + 0.5);
	frame.ox = (frame.dw - master_w) / 2;
	frame.px_per_mm = width_mm > 0 && height_mm > 0 ? ((double)w / width_mm + (double)h / height_mm) / 2 : usual_px_per_mm(w, h, frame.form);
	return frame;
}

int frame_mm(const struct frame *frame, double mm)
{
	return (int)ceil(mm * frame->px_per_mm);
}
