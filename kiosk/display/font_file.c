#include "display/font_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { LATIN, LATIN_BOLD, LATIN_SERIF, ARABIC, ARABIC_BOLD, GURMUKHI, GURMUKHI_BOLD, BENGALI, BENGALI_BOLD };

static const char *const file_names[FONT_FILES] = {
    [LATIN] = "NotoSans-Regular.ttf",
    [LATIN_BOLD] = "NotoSans-Bold.ttf",
    [LATIN_SERIF] = "NotoSerif-Bold.ttf",
    [ARABIC] = "NotoSansArabic-Regular.ttf",
    [ARABIC_BOLD] = "NotoSansArabic-Bold.ttf",
    [GURMUKHI] = "NotoSansGurmukhi-Regular.ttf",
    [GURMUKHI_BOLD] = "NotoSansGurmukhi-Bold.ttf",
    [BENGALI] = "NotoSansBengali-Regular.ttf",
    [BENGALI_BOLD] = "NotoSansBengali-Bold.ttf",
};

static const uint8_t file_of[FACE_COUNT][SCRIPT_COUNT] = {
    [FACE_REGULAR] = {LATIN, ARABIC, GURMUKHI, BENGALI},
    [FACE_BOLD] = {LATIN_BOLD, ARABIC_BOLD, GURMUKHI_BOLD, BENGALI_BOLD},
    [FACE_SERIF] = {LATIN_SERIF, ARABIC_BOLD, GURMUKHI_BOLD, BENGALI_BOLD},
};

/* The other cut of the same script, which stands in first. */
static const uint8_t partner[FONT_FILES] = {LATIN_BOLD, LATIN, LATIN_BOLD, ARABIC_BOLD, ARABIC, GURMUKHI_BOLD, GURMUKHI, BENGALI_BOLD, BENGALI};

static const char *const script_names[SCRIPT_COUNT] = {"Latn", "Arab", "Guru", "Beng"};

static void complain(struct font_files *files, int file, const char *what)
{
	struct spot spot = {files->folder, 0, file_names[file]};

	files->fine = false;
	files->files[file].bad = true;
	findings_add(files->findings, SEVERITY_ERROR, "S10", spot,
		     "this font %s; install the Debian package fonts-noto-core, or name its folder with --fonts. Another font stands in", what);
}

/* Maps the file: reading it in pieces costs thousands of system calls. */
static bool map_file(struct font_files *files, int which)
{
	struct font_file *file = &files->files[which];
	char path[FAULT_FILE_MAX * 2];
	struct stat about;

	if (file->bytes || file->bad)
		return file->bytes && !file->bad;
	if (file->tried || !file_join(path, sizeof path, files->folder, file_names[which]))
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
	static const char *const words[SCRIPT_COUNT] = {"Ag 1", "\u0627\u0644\u0628", "\u0a15\u0a3f", "\u0995\u09bf"};
	static const uint8_t cuts[SCRIPT_COUNT] = {LATIN, ARABIC, GURMUKHI, BENGALI};
	const SDL_Color white = {255, 255, 255, 255};

	TTF_SetError("none"); /* and where SDL keeps its words */
	SDL_ClearError();
	for (int i = 0; i < SCRIPT_COUNT; i++) {
		struct run_font run = {.face = FACE_REGULAR, .script = (uint8_t)i, .px = 16, .rtl = i == SCRIPT_ARABIC};
		TTF_Font *font = files->files[cuts[i]].bytes ? font_files_get(files, run) : NULL;
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
		if (!file_join(path, sizeof path, folder, file_names[i]) || !file_is_plain(path)) {
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

/* The file asked for, else its partner, else any. */
static struct font_slot *any_slot(struct font_files *files, int which, int px)
{
	struct font_slot *slot = open_slot(files, which, px);

	if (!slot)
		slot = open_slot(files, partner[which], px);
	for (int i = 0; !slot && i < FONT_FILES; i++)
		slot = open_slot(files, i, px);
	if (slot)
		slot->used = ++files->clock;
	return slot;
}

static int file_for(struct run_font run)
{
	int face = run.face < FACE_COUNT ? run.face : FACE_REGULAR, script = run.script < SCRIPT_COUNT ? run.script : SCRIPT_LATIN;

	return file_of[face][script];
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
	metrics.ascent = TTF_FontAscent(slot->font);
	metrics.descent = -TTF_FontDescent(slot->font);
	/* The capital beside another script comes from the Latin cut of that weight. */
	int latin = which < ARABIC ? which : (which - ARABIC) % 2 ? LATIN_BOLD : LATIN;
	slot = any_slot(files, latin, px);
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
