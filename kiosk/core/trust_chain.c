#include "core/trust_chain.h"

#include "core/trust_parts.h"

static bool read_root(const struct trust_bytes *bytes, struct trust_doc *out)
{
	struct trust_doc doc;

	if (bytes->length > TRUST_ROOT_MAX || !trust_doc_read("root", "root", bytes, &doc, NULL))
		return false;
	struct trust_rule own = trust_rule_of(&doc, "root");
	if (!trust_doc_signed(&doc, &own, NULL)) {
		trust_doc_free(&doc);
		return false;
	}
	*out = doc;
	return true;
}

int64_t trust_root_version(const struct trust_bytes *root)
{
	struct trust_doc doc;

	if (!read_root(root, &doc))
		return 0;
	int64_t version = doc.version;
	trust_doc_free(&doc);
	return version;
}

bool trust_root_follows(const struct trust_bytes *older, const struct trust_bytes *newer)
{
	struct trust_doc old, fresh;

	if (!read_root(older, &old))
		return false;
	bool good = read_root(newer, &fresh);
	if (good) {
		struct trust_rule rule = trust_rule_of(&old, "root");
		good = fresh.version == old.version + 1 && trust_doc_signed(&fresh, &rule, NULL);
		trust_doc_free(&fresh);
	}
	trust_doc_free(&old);
	return good;
}

int64_t trust_timestamp_version(const struct trust *trust, const struct trust_bytes *timestamp)
{
	struct trust_rule rule = trust_rule_of(&trust->root, "timestamp");
	struct trust_doc doc;
	int64_t version = 0;

	if (timestamp->length > TRUST_TIMESTAMP_MAX || !trust_doc_read("timestamp", "timestamp", timestamp, &doc, NULL))
		return 0;
	if (trust_doc_signed(&doc, &rule, NULL) && doc.expires > trust->now)
		version = doc.version;
	trust_doc_free(&doc);
	return version;
}
