#include "screen/codes.h"

#include <string.h>

const struct qr *codes_find(const struct codes *codes, const char *address)
{
	for (int i = 0; codes && i < codes->count; i++)
		if (strcmp(codes->list[i].address, address) == 0)
			return &codes->list[i].qr;
	return NULL;
}

static void add(struct codes *codes, const char *address)
{
	if (!address || !*address || codes->count == CODES_MAX || codes_find(codes, address))
		return;
	struct code_entry *entry = &codes->list[codes->count];
	entry->address = address;
	if (qr_make(address, &entry->qr, NULL))
		codes->count++;
}

void codes_fill(struct codes *codes, const struct hub *hub)
{
	codes->count = 0;
	add(codes, hub->page);
	for (int i = 0; i < hub->offer_count; i++) {
		const struct channel *web = offer_channel(&hub->offers[i], CHANNEL_WEB);
		if (web)
			add(codes, web->value);
	}
}
