/*
 * The codes of all addresses of a hub, made once before the first visit.
 *
 * libqrencode takes memory for every code and gives it back with the address
 * still in it. A visit must leave nothing behind (S26) and look the same on every
 * route (S20), so no code is made while somebody looks: all of them are, when the
 * hub was loaded, in a table of fixed size.
 */
#ifndef SCREEN_CODES_H
#define SCREEN_CODES_H

#include "core/pack.h"
#include "core/qr.h"

enum { CODES_MAX = PACK_OFFERS_MAX + 1 }; /* one an offer, and the hub's page */

struct code_entry {
	const char *address; /* of the hub */
	struct qr qr;
};

struct codes {
	int count;
	struct code_entry list[CODES_MAX];
};

/* Makes the codes of all web addresses of the hub, each once. The table is good as
 * long as the hub is. What makes no code is left out. */
void codes_fill(struct codes *codes, const struct hub *hub);

/* The code of the address, or NULL. `codes` may be NULL. */
const struct qr *codes_find(const struct codes *codes, const char *address);

#endif
