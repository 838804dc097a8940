/*
 * What arrives from outside, changed at random by libFuzzer (`make fuzz`).
 *
 * One program a reader: fuzz_trust (metadata), fuzz_channel (the list of a set), fuzz_content
 * (active.json and content.json), fuzz_conf (kiosk.conf), fuzz_pack (a pack), fuzz_change (the
 * file that is mailed to the second person), fuzz_diff (its words). Each calls its reader with the bytes and holds it
 * to what its header says; AddressSanitizer and UBSan watch. Files are written to the working
 * folder, which tests/flow/fuzz.py makes and removes; it also makes the first inputs.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must be so, else the program ends with the words, and libFuzzer keeps the input. */
static inline void must(int so, const char *words)
{
	if (so)
		return;
	fprintf(stderr, "must: %s\n", words);
	abort();
}

static inline void put_file(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "wb");

	must(file && fwrite(data, 1, size, file) == size && fclose(file) == 0, "the working folder can be written to");
}

#endif
