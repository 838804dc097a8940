/*
 * The parts of the reader, one file each. Internal to core/read*.c and its tests.
 */
#ifndef CORE_READ_PARTS_H
#define CORE_READ_PARTS_H

#include "core/form.h"
#include "core/read.h"

/* The tables: what each block of a pack may hold. */
extern const struct form pack_form;
extern const struct form hub_form;
extern const struct form offer_form;
extern const struct form channel_form;
extern const struct form opening_form;
extern const struct form valid_form;
extern const struct form session_form;
extern const struct form repeat_form;
extern const struct form message_form;
extern const struct form question_form;
extern const struct form option_form;

/* Opens one JSON file of a pack, size and kind first. On true the caller ends
 * with read_close; `path` (FAULT_FILE_MAX bytes) must live as long. */
struct json_file {
	char path[FAULT_FILE_MAX];
	char *text;
	json_t *root;
};
bool read_open(struct reading *reading, struct json_file *file, const char *folder, const char *name);
void read_close(struct json_file *file);

/* Names the item that the path leads to: its id when it has a good one, else
 * "offers[3]" in `name`. */
struct item_name {
	char text[PACK_ID_MAX];
};
void read_enter_item(struct reading *reading, json_t *object, const char *list, int index, struct item_name *name);
void read_leave_item(struct reading *reading);

/* Readers of whole keys; the target is the struct that holds them. */
void read_offers(struct reading *reading, json_t *value, const struct field *field, void *pack);
void read_messages(struct reading *reading, json_t *value, const struct field *field, void *pack);
void read_questions(struct reading *reading, json_t *value, const struct field *field, void *pack);
void read_hours(struct reading *reading, json_t *value, const struct field *field, void *hours);
void read_sessions(struct reading *reading, json_t *value, const struct field *field, void *offer);
void read_repeats(struct reading *reading, json_t *value, const struct field *field, void *offer);

/* All text/<language>.json of the folder; looks at pictures/ too. */
void read_texts(struct reading *reading, const char *folder, struct pack *pack);

#endif
