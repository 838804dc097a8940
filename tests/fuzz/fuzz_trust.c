/* Metadata of a repository: shape, canonical form, signatures, what it says of the next. */
#include "core/trust_canon.h"
#include "core/trust_key.h"
#include "core/trust_parts.h"
#include "fuzz/fuzz.h"
#include "fuzz/json.h"

static const char *const types[] = {"root", "timestamp", "snapshot", "targets"};

/* The canonical form, read again, has itself as its canonical form. */
static void same_again(const char *canon, size_t length)
{
	json_t *again = json_loadb(canon, length, JSON_REJECT_DUPLICATES, NULL);
	char *second;
	size_t second_length;

	if (!again)
		return; /* a control character in a string: canonical JSON leaves it as it is */
	must(trust_canon(again, &second, &second_length, NULL), "a canonical form has a canonical form");
	must(second_length == length && memcmp(second, canon, length) == 0, "the canonical form is one alone");
	free(second);
	json_decref(again);
}

/* Nobody's signature of these inputs is right but that of the first ones, whose bytes then
 * are the same; what is said of the next file is within its limits. */
static void ask(const struct trust_doc *doc)
{
	struct trust_problem problem;
	struct trust_meta meta;
	char encoded[TRUST_FILE_MAX];

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct trust_rule rule = trust_rule_of(doc, types[i]);
		if (rule.keys && rule.rule)
			trust_doc_signed(doc, &rule, &problem);
		if (trust_meta_of(doc, types[i], &meta)) {
			must(meta.version >= 1 && meta.length >= -1, "a version is 1 or more, a length 0 or more");
			trust_meta_fits(&meta, &(struct trust_bytes){doc->bytes, doc->length});
		}
	}
	const char *type = json_string_value(json_object_get(doc->signed_part, "_type"));
	if (trust_encode(type, "", encoded, sizeof encoded))
		must(!strchr(encoded, '/'), "the name of a file holds no /");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct trust_bytes bytes = {(char *)(uintptr_t)data, size};
	int read = 0;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct trust_doc doc;
		struct trust_problem problem = {0};
		if (!trust_doc_read(types[i], types[i], &bytes, &doc, &problem)) {
			must(problem.fault.says[0] != 0, "what is refused is told in words");
			continue;
		}
		read++;
		must(doc.version >= 1 && doc.length == size && memcmp(doc.bytes, data, size) == 0, "the bytes are kept as they came");
		same_again(doc.canon, doc.canon_length);
		ask(&doc);
		trust_doc_free(&doc);
	}
	must(read <= 1, "a file is metadata of one type");
	return 0;
}
