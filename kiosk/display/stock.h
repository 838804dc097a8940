/*
 * Which packs the hub stands on: the set that travelled, else those of the settings, else
 * fewer of them, at last the lines in the program (S10, S37).
 */
#ifndef DISPLAY_STOCK_H
#define DISPLAY_STOCK_H

#include "display/kiosk.h"

/* Loads the first hub that may be shown, but for its approval (S9). False only when memory
 * is out. */
bool stock_open(struct kiosk *kiosk, struct fault *fault);

/* Is the hub approved? What is wrong is added to the findings. */
bool stock_holds(struct kiosk *kiosk);

/* The next hub, where this one does not hold. */
void stock_less(struct kiosk *kiosk);

#endif
