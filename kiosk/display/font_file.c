#include "display/font_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { LATIN, LATIN_BOLD, LATIN_SERIF, ARABIC, ARABIC_BOLD, GURMUKHI, GURMUKHI_BOLD, BENGALI, BENGALI_BOLD, NASTALIQ, NASTALIQ_BOLD, END = 0xFF };

/* The files, the Debian package that brings each, and what stands in for one that is
 * missing, in this order; after those, any that opens. `cap` has the capital letters
 * of the same weight. */
static const struct {
	const char *name, *package;
	uint8_t instead[4], cap;
} table[FONT_FILES] = {
    [LATIN] = {"NotoSans-Regular.ttf", "fonts-noto-core", {LATIN_BOLD, END}, LATIN},
    [LATIN_BOLD] = {"NotoSans-Bold.ttf", "fonts-noto-core", {LATIN, END}, LATIN_BOLD},
    [LATIN_SERIF] = {"NotoSerif-Bold.ttf", "fonts-noto-core", {LATIN_BOLD, LATIN, END}, LATIN_SERIF},
    [ARABIC] = {"NotoSansArabic-Regular.ttf", "fonts-noto-core", {ARABIC_BOLD, NASTALIQ, NASTALIQ_BOLD, END}, LATIN},
    [ARABIC_BOLD] = {"NotoSansArabic-Bold.ttf", "fonts-noto-core", {ARABIC, NASTALIQ_BOLD, NASTALIQ, END}, LATIN_BOLD},
    [GURMUKHI] = {"NotoSansGurmukhi-Regular.ttf", "fonts-noto-core", {GURMUKHI_BOLD, END}, LATIN},
    [GURMUKHI_BOLD] = {"NotoSansGurmukhi-Bold.ttf", "fonts-noto-core", {GURMUKHI, END}, LATIN_BOLD},
    [BENGALI] = {"NotoSansBengali-Regular.ttf", "fonts-noto-core", {BENGALI_BOLD, END}, LATIN},
    [BENGALI_BOLD] = {"NotoSansBengali-Bold.ttf", "fonts-noto-core", {BENGALI, END}, LATIN_BOLD},
    [NASTALIQ] = {"NotoNastaliqUrdu-Regular.ttf", "fonts-noto-core", {NASTALIQ_BOLD, ARABIC, ARABIC_BOLD, END}, LATIN},
    [NASTALIQ_BOLD] = {"NotoNastaliqUrdu-Bold.ttf", "fonts-noto-core", {NASTALIQ, ARABIC_BOLD, ARABIC, END}, LATIN_BOLD},
};

/* A language names its script (screen/scripts.h), script and face the file. */
static const uint8_t file_of[SCRIPT_COUNT][FACE_COUNT] = {
    [SCRIPT_LATIN] = {LATIN, LATIN_BOLD, LATIN_SERIF},
    [SCRIPT_ARABIC] = {ARABIC, ARABIC_BOLD, ARABIC_BOLD},
    [SCRIPT_GURMUKHI] = {GURMUKHI, GURMUKHI_BOLD, GURMUKHI_BOLD},
    [SCRIPT_BENGALI] = {BENGALI, BENGALI_BOLD, BENGALI_BOLD},
    [SCRIPT_NASTALIQ] = {NASTALIQ, NASTALIQ_BOLD, NASTALIQ_BOLD},
};

/* Noto Sans Arabic says 1.37 and 0.74 em, for marks that stand on marks; of all words of
 * the packs in Arabic, Persian and Urdu 90 of 100 reach 1.06 em up at most and 0.46 down.
 * In lines closer than 1.6 em these keep what hangs down inside the box. */
enum { ARABIC_RISE = 102, ARABIC_FALL = 48 };

static const char *const script_names[SCRIPT_COUNT] = {"Latn", "Arab", "Guru", "Beng", "Arab"};

static void complain(struct font_files *files, int file, const char *what)
{
	struct spot spot = {files->folder, 0, table[file].name};

	files->fine = false;
	files->files[file].bad = true;
	findings_add(files->findings, SEVERITY_ERROR, "S10", spot,
		     "this font %s; install the Debian package %s, or name its folder with --fonts. Another font stands in", what,
		     table[file].package);
}

/* Maps the file: reading it in pieces costs thousands of system calls. */
static bool map_file(struct font_files *files, int which)
{
	struct font_file *file = &files->files[which];
	char path[FAULT_FILE_MAX * 2];
	struct stat about;

	if (file->bytes || file->bad)
		return file->bytes && !file->bad;
	if (file->tried || !file_join(path, sizeof path, files->folder, table[which].name))
		return false;
	file->tried = true;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
		void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes != MAP_FAILED) {
			file->bytes = bytes;
			file->length = (size_t)about.st_size;
		}
	}
	if (fd >= 0)
		close(fd);
	if (!file->bytes)
		complain(files, which, "cannot be read");
	return file->bytes != NULL;
}

/* One text in each script, opened and closed outside of the region: shaping makes
 * tables at its first use that live as long as the program (display/heap.h). */
static void make_lasting(struct font_files *files)
{
	static const char *const words[SCRIPT_COUNT] = {"Ag 1", "\u0627\u0644\u0628", "\u0a15\u0a3f", "\u0995\u09bf", "\u0627\u0644\u0628"};
	const SDL_Color white = {255, 255, 255, 255};

	TTF_SetError("none"); /* and where SDL keeps its words */
	SDL_ClearError();
	for (int i = 0; i < SCRIPT_COUNT; i++) {
		struct run_font run = {.face = FACE_REGULAR, .script = (uint8_t)i, .px = 16, .rtl = i == SCRIPT_ARABIC || i == SCRIPT_NASTALIQ};
		TTF_Font *font = files->files[file_of[i][FACE_REGULAR]].bytes ? font_files_get(files, run) : NULL;
		SDL_Surface *surface = font ? TTF_RenderUTF8_Blended(font, words[i], white) : NULL;
		if (surface)
			SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
		SDL_FreeSurface(surface);
	}
	font_files_forget(files);
}

void font_files_begin(struct font_files *files, const char *folder, struct findings *findings)
{
	int missing = 0;

	memset(files, 0, sizeof *files);
	memcpy(files->folder, folder, strnlen(folder, sizeof files->folder - 1));
	files->findings = findings;
	files->fine = true;
	files->ready = files->begun = TTF_Init() == 0;
	for (int i = 0; i < FONT_FILES; i++) {
		char path[FAULT_FILE_MAX * 2];
		if (!file_join(path, sizeof path, folder, table[i].name) || !file_is_plain(path)) {
			complain(files, i, "is missing");
			missing++;
		} else {
			map_file(files, i);
		}
	}
	if (missing == FONT_FILES || !files->ready)
		findings_add(findings, SEVERITY_ERROR, "S10", (struct spot){files->folder, 0, ""},
			     "no letters can be drawn; install the Debian package fonts-noto-core");
	if (files->ready)
		make_lasting(files);
}

void font_files_forget(struct font_files *files)
{
	for (int i = 0; i < FONT_SLOTS; i++)
		if (files->slots[i].font)
			TTF_CloseFont(files->slots[i].font);
	if (files->begun)
		TTF_Quit();
	files->begun = false;
	files->clock = 0;
	files->metrics_next = 0;
	explicit_bzero(files->slots, sizeof files->slots);
	explicit_bzero(files->metrics, sizeof files->metrics);
}

void font_files_end(struct font_files *files)
{
	font_files_forget(files);
	for (int i = 0; i < FONT_FILES; i++)
		if (files->files[i].bytes)
			munmap((void *)(uintptr_t)files->files[i].bytes, files->files[i].length);
	memset(files, 0, sizeof *files);
}

static struct font_slot *free_slot(struct font_files *files)
{
	struct font_slot *oldest = &files->slots[0];

	for (int i = 0; i < FONT_SLOTS; i++) {
		if (!files->slots[i].font)
			return &files->slots[i];
		if (files->slots[i].used < oldest->used)
			oldest = &files->slots[i];
	}
	TTF_CloseFont(oldest->font);
	oldest->font = NULL;
	return oldest;
}

/* The font of one file in one size, or NULL when that file does not open. */
static struct font_slot *open_slot(struct font_files *files, int which, int px)
{
	for (int i = 0; i < FONT_SLOTS; i++) {
		struct font_slot *slot = &files->slots[i];
		if (slot->font && slot->file == which && slot->px == px)
			return slot;
	}
	if (!files->ready || !map_file(files, which))
		return NULL;
	files->begun = files->begun || TTF_Init() == 0;
	if (!files->begun)
		return NULL;
	const struct font_file *file = &files->files[which];
	TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(file->bytes, (int)file->length), 1, px);
	if (!font) {
		complain(files, which, "is broken");
		return NULL;
	}
	TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
	struct font_slot *slot = free_slot(files);
	*slot = (struct font_slot){.font = font, .file = (uint8_t)which, .px = (int16_t)px};
	return slot;
}

/* The file asked for, else what stands in, else any. */
static struct font_slot *any_slot(struct font_files *files, int which, int px)
{
	struct font_slot *slot = open_slot(files, which, px);

	for (const uint8_t *instead = table[which].instead; !slot && *instead != END; instead++)
		slot = open_slot(files, *instead, px);
	for (int i = 0; !slot && i < FONT_FILES; i++)
		slot = open_slot(files, i, px);
	if (slot)
		slot->used = ++files->clock;
	return slot;
}

static int file_for(struct run_font run)
{
	int face = run.face < FACE_COUNT ? run.face : FACE_REGULAR, script = run.script < SCRIPT_COUNT ? run.script : SCRIPT_LATIN;

	return file_of[script][face];
}

static int size_for(struct run_font run)
{
	return run.px < 1 ? 1 : run.px > FONT_PX_MAX ? FONT_PX_MAX : run.px;
}

TTF_Font *font_files_get(struct font_files *files, struct run_font run)
{
	struct font_slot *slot = any_slot(files, file_for(run), size_for(run));

	if (!slot)
		return NULL;
	/* Both stick to the font until they are set again. */
	TTF_SetFontDirection(slot->font, run.rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	TTF_SetFontScriptName(slot->font, script_names[run.script < SCRIPT_COUNT ? run.script : SCRIPT_LATIN]);
	return slot->font;
}

static struct font_metrics look_up(struct font_files *files, int which, int px)
{
	struct font_metrics metrics = {px * 107 / 100, px * 29 / 100, px * 71 / 100};
	struct font_slot *slot = any_slot(files, which, px);
	int left, right, top, bottom, advance;

	if (!slot)
		return metrics;
	bool arabic = which == ARABIC || which == ARABIC_BOLD;
	metrics.ascent = arabic ? px * ARABIC_RISE / 100 : TTF_FontAscent(slot->font);
	metrics.descent = arabic ? px * ARABIC_FALL / 100 : -TTF_FontDescent(slot->font);
	/* The capital beside another script comes from the Latin cut of that weight. */
	slot = any_slot(files, table[which].cap, px);
	if (slot && TTF_GlyphMetrics(slot->font, 'H', &left, &right, &bottom, &top, &advance) == 0)
		metrics.cap = top;
	return metrics;
}

struct font_metrics font_files_metrics(struct font_files *files, struct run_font run)
{
	int which = file_for(run), px = size_for(run);

	for (int i = 0; i < FONT_METRICS && files->metrics[i].px; i++)
		if (files->metrics[i].file == which && files->metrics[i].px == px)
			return files->metrics[i].metrics;
	struct metrics_slot *slot = &files->metrics[files->metrics_next];
	files->metrics_next = (files->metrics_next + 1) % FONT_METRICS;
	*slot = (struct metrics_slot){(uint8_t)which, (int16_t)px, look_up(files, which, px)};
	return slot->metrics;
}
