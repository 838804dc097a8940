/*
 * The draw list: everything one screen shows, in order, in real pixels.
 *
 * Screens fill it (screen/kit.h helps), one file of the display paints it, and
 * tests, the dump and the touch read it. Two arrays: `ops` are what is painted,
 * `objects` are what it means: labels, roles, touch areas. The list is one fixed
 * block without pointers; texts stand in its own pool. Filling it allocates
 * nothing. Whatever does not fit sets `full`, which a test refuses.
 *
 * All rectangles are in pixels of the panel, origin top left. Colours are
 * 0xAARRGGBB, not premultiplied.
 */
#ifndef SCREEN_DRAW_H
#define SCREEN_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "core/action.h"
#include "core/qr.h"

enum {
	DRAW_OPS_MAX = 900,
	DRAW_OBJECTS_MAX = 160,
	DRAW_POOL_MAX = 48 * 1024,
};

typedef uint32_t colour;

struct rect {
	int x, y, w, h;
};

/* Cuts of letters. The file follows from face and script (display/font.c). */
enum face { FACE_REGULAR, FACE_BOLD, FACE_SERIF, FACE_COUNT };

/* Scripts that need a font or shaping of their own. Latin also covers Cyrillic
 * and Greek, whose letters stand in the same Noto files; Nastaliq is Arabic script
 * in the high style of Urdu (screen/scripts.h). */
enum script { SCRIPT_LATIN, SCRIPT_ARABIC, SCRIPT_GURMUKHI, SCRIPT_BENGALI, SCRIPT_NASTALIQ, SCRIPT_COUNT };

struct run_font {
	uint8_t face;   /* enum face */
	uint8_t script; /* enum script */
	uint16_t rtl;   /* direction in which the run is shaped; so wide that nothing is padding: lists are compared byte for byte */
	int16_t px;     /* em size */
};

#define PICTURES(X)                                 \
	X(PICTURE_LANE_MORNING, "lane-morning")     \
	X(PICTURE_LANE_DUSK, "lane-dusk")           \
	X(PICTURE_BAND_HUB, "band-hub")             \
	X(PICTURE_BAND_GATE, "band-gate")           \
	X(PICTURE_BAND_HOME, "band-home")           \
	X(PICTURE_BAND_ALLOTMENT, "band-allotment") \
	X(PICTURE_PAGE_BENCH, "page-bench")         \
	X(PICTURE_PAGE_EVENING, "page-evening")     \
	X(PICTURE_KITCHEN, "kitchen")               \
	X(PICTURE_KITE, "kite")                     \
	X(PICTURE_PANORAMA, "panorama")             \
	X(PICTURE_PANORAMA_NIGHT, "panorama-night") \
	X(PICTURE_SPOT_POST, "spot-post")           \
	X(PICTURE_SPOT_CHAIRS, "spot-chairs")       \
	X(PICTURE_SPOT_LAMP, "spot-lamp")           \
	X(PICTURE_SPOT_SEEDLING, "spot-seedling")   \
	X(PICTURE_SPOT_TEAPOT, "spot-teapot")       \
	X(PICTURE_SPOT_BOOK, "spot-book")           \
	X(PICTURE_SPOT_CALENDAR, "spot-calendar")   \
	X(PICTURE_SPOT_HOME, "spot-home")           \
	X(PICTURE_SPOT_KITE, "spot-kite")           \
	X(PICTURE_SPOT_ONE_MUG, "spot-one-mug")     \
	X(PICTURE_SPOT_TWO_MUGS, "spot-two-mugs")   \
	X(PICTURE_SPOT_PHONE, "spot-phone")

enum picture {
	PICTURE_NONE,
#define X(id, file) id,
	PICTURES(X)
#undef X
	    PICTURE_COUNT
};

#define ICONS(X)                       \
	X(ICON_BACK, "back")           \
	X(ICON_NEXT, "next")           \
	X(ICON_SKIP, "skip")           \
	X(ICON_HOME, "home")           \
	X(ICON_CLEAR, "clear")         \
	X(ICON_LANGUAGE, "language")   \
	X(ICON_CONTRAST, "contrast")   \
	X(ICON_TEXT, "text")           \
	X(ICON_LISTEN, "listen")       \
	X(ICON_PHONE, "phone")         \
	X(ICON_MUG, "mug")             \
	X(ICON_POST, "post")           \
	X(ICON_CODE, "code")           \
	X(ICON_CALENDAR, "calendar")   \
	X(ICON_CLOCK, "clock")         \
	X(ICON_PLACE, "place")         \
	X(ICON_TALK, "talk")           \
	X(ICON_BOOK, "book")           \
	X(ICON_LOCK, "lock")           \
	X(ICON_NOTE, "note")           \
	X(ICON_CHECK, "check")         \
	X(ICON_SCREEN, "screen")       \
	X(ICON_CHART, "chart")         \
	X(ICON_PUBLISH, "publish")     \
	X(ICON_STILL, "still")         \
	X(ICON_PAGE_BACK, "page-back") \
	X(ICON_PAGE_NEXT, "page-next")

enum icon {
	ICON_NONE,
#define X(id, file) id,
	ICONS(X)
#undef X
	    ICON_COUNT
};

/* "lane-morning", "phone": the file in assets/scenes and assets/icons without
 * ".svg"; "" for none. `picture_find` gives PICTURE_NONE for an unknown name. */
const char *picture_file(enum picture picture);
const char *icon_file(enum icon icon);
enum picture picture_find(const char *file);

enum shadow { SHADOW_NONE, SHADOW_BUTTON, SHADOW_CARD };

enum op_kind {
	OP_FILL,    /* the rectangle in one colour */
	OP_BOX,     /* round corners, outline, lip below, shadow */
	OP_PICTURE, /* a window into a rendered picture */
	OP_ICON,    /* an alpha mask in one colour */
	OP_TEXT,    /* one run of one font, at (x, y = baseline) */
	OP_DISC,    /* filled circle with outline, in the rectangle */
	OP_LEAF,    /* pointed oval with outline, in the rectangle */
	OP_CODE,    /* the code of the list, whole pixels per module, in the rectangle
		       (without quiet zone), black on white always */
};

struct op_box {
	colour fill, outline, lip;
	int16_t radius, outline_px, lip_px;
	uint8_t shadow; /* enum shadow */
	uint8_t unused;
	int16_t shadow_px; /* design pixels of 1 shadow unit: the scale times 1000 */
};

struct op_picture {
	uint8_t picture;
	int16_t full_w, full_h; /* the size the whole picture is rendered to */
	int16_t from_x, from_y; /* where the window begins in it (after a flip) */
	int16_t radius;         /* round corners of the window; see `corners` */
	uint8_t corners;        /* bit 0 top left, 1 top right, 2 bottom left, 3 bottom right */
	bool flip;              /* mirrored left to right (RTL) */
};

struct op_icon {
	uint16_t icon, flip; /* enum icon; mirrored */
	colour ink;
};

struct op_text {
	uint16_t at, length; /* bytes in the pool */
	struct run_font font;
	uint16_t unused;
	colour ink;
};

struct op_disc {
	colour fill, outline;
	int16_t outline_px;
};

struct draw_op {
	uint8_t kind;
	struct rect rect; /* OP_TEXT: x left edge, y baseline, w advance, h 0 */
	union {
		colour fill;
		struct op_box box;
		struct op_picture picture;
		struct op_icon icon;
		struct op_text text;
		struct op_disc disc; /* also OP_LEAF */
	};
};

enum role { ROLE_TEXT, ROLE_HEADING, ROLE_BUTTON, ROLE_LINK_CARD, ROLE_IMAGE, ROLE_CODE, ROLE_PROGRESS, ROLE_STRIP, ROLE_COUNT };

/* Name for the dump: "button". */
const char *role_name(int role);

struct draw_object {
	struct rect rect; /* the touch area of a control */
	uint8_t role;     /* enum role */
	bool rtl;
	uint16_t label;  /* offset in the pool, zero-terminated; the whole text, unbroken */
	uint16_t speech; /* what is said aloud; the label where nothing else */
	char language[12];
	colour ink, ground; /* words on what; 0, 0 without words */
	int16_t cap_px;     /* height of a capital H in pixels, 0 without words */
	int16_t focus;      /* 1, 2, ... in reading order; 0: not a control */
	struct action action;
};

struct draw_list {
	int w, h;
	double px_per_mm;
	colour ground;   /* the page */
	char screen[24]; /* "home" */
	int op_count, object_count, pool_used, focus_count;
	bool full;             /* something did not fit: a defect */
	int clipped;           /* texts that did not fit their box: a defect */
	uint16_t clipped_text; /* the last of them, in the pool */
	uint8_t pages;         /* of the screen, where it turns pages; 0 where that is not known */
	int16_t code_module;   /* pixels per module of the code, 0 without one */
	uint16_t code_text;    /* the address in the code, offset in the pool */
	struct qr code;
	struct draw_op ops[DRAW_OPS_MAX];
	struct draw_object objects[DRAW_OBJECTS_MAX];
	char pool[DRAW_POOL_MAX];
};

struct panel {
	int w, h; /* pixels */
	double px_per_mm;
};

/* Empties the list for a panel. pool[0] is "". */
void draw_begin(struct draw_list *list, struct panel panel, colour ground, const char *screen);

/* Add one; NULL (and `full`) when there is no room. */
struct draw_op *draw_add(struct draw_list *list, enum op_kind kind, struct rect rect);
struct draw_object *draw_object(struct draw_list *list, enum role role, struct rect rect, const char *label);

/* Copies text into the pool; returns its offset, 0 ("") when there is no room. */
uint16_t draw_text(struct draw_list *list, const char *text, int length);

static inline const char *draw_label(const struct draw_list *list, uint16_t at)
{
	return list->pool + at;
}

/* The topmost object with an action that holds the point, or -1. */
int draw_hit(const struct draw_list *list, int x, int y);

/* The control itself, or the next one of that name that does the same, on whose middle
 * nothing else stands: the whole attract screen starts, and so does the button on it. */
int draw_free(const struct draw_list *list, int object);

/* The first control, else the first object, whose label is `label`: exactly, else
 * beginning with it, else holding it; letters' case, runs of white space and the
 * forms of quotes are ignored, so a script can type a straight apostrophe. The one
 * that can be touched in its middle, as draw_free says. -1 when there is none. */
int draw_find(const struct draw_list *list, const char *label);

/* Does any object hold the text (compared as above)? */
bool draw_says(const struct draw_list *list, const char *text);

static inline bool rect_holds(struct rect r, int x, int y)
{
	return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

#endif
