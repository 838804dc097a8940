/*
 * Reading JSON objects by table: one row a key.
 *
 * A `struct form` lists every key that an object may have, what its value must
 * be, and where it goes. form_read walks the object once: each key is consumed
 * by its row, a key without a row is an error that names the nearest one, and a
 * needed key that is missing is an error. Nothing stops at the first.
 *
 * A `struct reading` is one file being read: it knows the file, the item and the
 * path down to the value, so each finding says where it stands.
 */
#ifndef CORE_FORM_H
#define CORE_FORM_H

#include <jansson.h>

#include "core/finding.h"
#include "core/jsonline.h"
#include "core/names.h"
#include "core/pack.h"

enum {
	FORM_LONG_MAX = 200,    /* bytes of an owner, a source, a doubt */
	FORM_ADDRESS_MAX = 300, /* bytes of an address: longer ones make no code that a phone reads */
};

struct reading {
	struct arena *arena;
	struct findings *findings;
	const char *file;
	const char *text; /* of the whole file, for lines */
	size_t length;
	const char *item; /* id of the item being read, "" outside of items */
	int item_depth;   /* steps of the path that lead to the item */
	struct json_path path;
	bool full; /* the arena is full; said once */
};

struct field {
	const char *key;
	void (*read)(struct reading *reading, json_t *value, const struct field *field, void *target);
	size_t offset; /* of the target in the struct */
	size_t size;   /* of the target, for numbers and names */
	uint32_t given;
	bool needed;
	int min, max; /* of a number; max also of the bytes of a text */
	enum name_set names;
};

struct form {
	const char *what; /* "an offer" */
	int count;
	const struct field *fields;
};

#define FORM_MEMBER(type, member) .offset = offsetof(type, member), .size = sizeof(((type *)0)->member)
#define FORM_OF(what, rows)                                         \
	{                                                           \
		what, (int)(sizeof(rows) / sizeof((rows)[0])), rows \
	}

/* Reads `object` into the struct at `into`. Returns the `given` bits of the keys
 * that are there, also of those with a bad value. */
uint32_t form_read(struct reading *reading, json_t *object, const struct form *form, void *into);

/* Adds an error about the value at the path (below the item), with its line. */
__attribute__((format(printf, 3, 4))) void form_error(struct reading *reading, const char *rule, const char *format, ...);
__attribute__((format(printf, 3, 4))) void form_warning(struct reading *reading, const char *rule, const char *format, ...);

/* Down into a member or an element, and up again. */
void form_enter(struct reading *reading, const char *key, int index);
void form_leave(struct reading *reading);

/* The line of the value at the path. */
int form_line(const struct reading *reading);

/* Memory of the arena for `count` things of `size` bytes; NULL, and an error
 * said once, when it is full. */
void *form_take(struct reading *reading, size_t count, size_t size);
const char *form_copy(struct reading *reading, const char *text, size_t length);

/* The elements of a list of at most `max`, or -1 with an error. */
int form_list(struct reading *reading, json_t *value, int max);

/* What a value is, in words for a message: "text", "a number". */
const char *form_kind(const json_t *value);

/* A piece of the user's text for a message: short, without control characters. */
struct quote {
	char text[72];
};
struct quote quote(const char *text);

/* The nearest known word as `; did you mean "x"?`, or a list of them all when
 * nothing is near. */
struct hint {
	char text[160];
};
struct hint hint(const char *word, const char *const *known, int count);

/* Is it an id: a-z, 0-9 and hyphens, 1 to 63 of them? Nothing else ever becomes
 * part of a path. */
bool id_is_good(const char *id);

/* Is it a language code such as "en", "ckb" or "pa-Arab", of at most 11 letters? */
bool code_is_good(const char *code);

/* Is every character of a text one that may be shown? Not: control characters
 * other than a new line (when `lines`), marks that turn the direction of what
 * follows, byte order marks. */
bool text_is_clean(const char *text, size_t length, bool lines);

/* A string of 1 to `max` bytes, or NULL with an error. */
const char *form_string(struct reading *reading, json_t *value, int max);

/* A name of the set, or -1 with an error. */
int form_name(struct reading *reading, json_t *value, enum name_set set);

/* Readers of one value, for the rows; the target's type in brackets. */
void field_text(struct reading *reading, json_t *value, const struct field *field, void *target);   /* [const char *] */
void field_id(struct reading *reading, json_t *value, const struct field *field, void *target);     /* [const char *] */
void field_flag(struct reading *reading, json_t *value, const struct field *field, void *target);   /* [bool] */
void field_number(struct reading *reading, json_t *value, const struct field *field, void *target); /* [1, 2 or 4 bytes] */
void field_day(struct reading *reading, json_t *value, const struct field *field, void *target);    /* [int32_t] */
void field_minute(struct reading *reading, json_t *value, const struct field *field, void *target); /* [int16_t] */
void field_name(struct reading *reading, json_t *value, const struct field *field, void *target);   /* [1 or 4 bytes] */
void field_bits(struct reading *reading, json_t *value, const struct field *field, void *target);   /* [1 or 4 bytes] */
void field_phone(struct reading *reading, json_t *value, const struct field *field, void *target);  /* [const char *] */
void field_https(struct reading *reading, json_t *value, const struct field *field, void *target);  /* [const char *] */

/* The text of a phone number: digits and spaces, 3 to 20. */
bool phone_is_good(const char *number);

#endif
