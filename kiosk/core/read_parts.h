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

/* All text/<language>.json of the folder and their marks; looks at pictures/ too. */
void read_texts(struct reading *reading, const char *folder, struct pack *pack);

/* The marks in review/<language>.json, one file a language, none needed; the texts
 * have been read. A broken mark is an error; one for no text is a warning. */
void read_reviews(struct reading *reading, const char *folder, struct pack *pack);

/* "en.json" to "en"; the name becomes part of a path only when it is a code. */
bool read_code_of(const char *name, char code[12]);

/* Names in a folder, sorted; hidden files (".gitkeep") are nobody's content. */
enum { READ_NAMES_MAX = 64, READ_NAME_BYTES = 256 };
struct read_names {
	int count;
	bool more; /* than fit */
	char names[READ_NAMES_MAX][READ_NAME_BYTES];
};
/* False when there is no such folder. */
bool read_names(const char *path, struct read_names *names);

/* An error about a whole file. */
__attribute__((format(printf, 3, 4))) void read_say_file(struct reading *reading, const char *path, const char *format, ...);

#endif
