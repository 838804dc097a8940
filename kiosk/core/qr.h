/*
 * Codes for phones: which squares are black.
 *
 * libqrencode at level M; when the same version also holds the address at a
 * higher level, that level is used, since it costs no module (the library does
 * not do this by itself). Bytes are encoded as they stand, so a reader gets
 * exactly the address. No pixels here.
 */
#ifndef CORE_QR_H
#define CORE_QR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

enum { QR_SIDE_MAX = 57 }; /* version 10 */

struct qr {
	uint8_t side;                                      /* modules along one edge, 21 to QR_SIDE_MAX; quiet zone not counted */
	uint8_t level;                                     /* 'M', 'Q' or 'H' */
	uint8_t dark[(QR_SIDE_MAX * QR_SIDE_MAX + 7) / 8]; /* bit y * side + x */
};

/* Fails when the text is empty or does not fit version 10 at level M. */
bool qr_make(const char *text, struct qr *qr, struct fault *fault);

static inline bool qr_dark(const struct qr *qr, int x, int y)
{
	int bit = y * qr->side + x;
	return (qr->dark[bit / 8] >> (bit % 8)) & 1;
}

#endif
