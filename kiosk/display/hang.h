/*
 * How high the panel hangs, and what follows from it.
 *
 * The settings may say how far the picture's lower edge is above the floor. Then all
 * screens of the hub are gone through once, as boxes alone, when the panel is set: does
 * a control of the usual layout lie out of reach (screen/reach.h), every visit begins
 * lowered, as if "lower the buttons" had been touched; does even a lowered one, a finding
 * says how many millimetres lower the panel must hang.
 */
#ifndef DISPLAY_HANG_H
#define DISPLAY_HANG_H

#include "display/kiosk.h"

/* Must visits begin lowered? False also when nothing is known of the floor. Adds the
 * finding, an error of rule "reach", when even that does not help. Needs the session
 * begun; it is as before afterwards. */
bool hang_is_high(struct kiosk *kiosk);

#endif
