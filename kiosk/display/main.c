/*
 * signpost-kiosk: the screen in the waiting room.
 */
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#include "display/dump.h"
#include "display/dumps.h"
#include "display/forget.h"
#include "display/options.h"
#include "display/script.h"
#include "display/shots.h"
#include "display/tour.h"
#include "display/voice_espeak.h"
#include "display/voice_file.h"
#include "display/window.h"

enum { STATUS_FINE, STATUS_FAILED, STATUS_USAGE, STATUS_SYSTEM };

static struct kiosk kiosk; /* too large for a stack */

static int complain(const struct fault *fault, int status)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	fault_print(fault, line, sizeof line);
	fprintf(stderr, "signpost-kiosk: %s\n", line);
	return status;
}

/* S26: a visit must not be found in a core file, nor read by another program. */
static void keep_to_ourselves(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

/* The sizes asked for, else that of the settings, else 1080p. */
static int sizes_of(const struct options *options, struct panel_size sizes[SIZES_MAX])
{
	const struct settings *settings = &kiosk.settings;

	memcpy(sizes, options->sizes, sizeof options->sizes);
	if (options->size_count)
		return options->size_count;
	sizes[0] = settings->width_px ? (struct panel_size){settings->width_px, settings->height_px} : (struct panel_size){1920, 1080};
	return 1;
}

static bool set_language(const char *code, struct fault *fault)
{
	for (int i = 0; code && i < kiosk.hub.language_count; i++)
		if (strcmp(kiosk.hub.languages[i].code, code) == 0) {
			kiosk.session.language = (uint8_t)i;
			kiosk_fill(&kiosk);
			return true;
		}
	return !code || fault_set(fault, "this hub has no language \"%s\"", code);
}

static int prepare(const struct options *options)
{
	struct panel_size sizes[SIZES_MAX];
	int count = sizes_of(options, sizes);

	for (int i = 0; i < count; i++) {
		kiosk_panel(&kiosk, sizes[i].w, sizes[i].h);
		tour_pictures(&kiosk, NULL);
	}
	kiosk_tell(&kiosk);
	printf("%ld pictures, %ld of them drawn now, kept in %s\n", kiosk.pictures.mapped, kiosk.pictures.rendered,
	       kiosk.pictures.cache[0] ? kiosk.pictures.cache : "no folder: none can be written");
	return kiosk.pictures.fine ? STATUS_FINE : STATUS_FAILED;
}

static int shots(const struct options *options)
{
	struct shots wish = {options->shots, options->language, options->theme, options->full};
	struct panel_size sizes[SIZES_MAX];
	int count = sizes_of(options, sizes), written = 0, clipped = 0;
	struct fault fault;

	for (int i = 0; i < count; i++) {
		kiosk_panel(&kiosk, sizes[i].w, sizes[i].h);
		if (i == 0)
			kiosk_prove(&kiosk);
		if (!set_language(options->language, &fault))
			return complain(&fault, STATUS_USAGE);
		if (!shots_write(&kiosk, &wish, &written, &clipped, &fault))
			return complain(&fault, STATUS_SYSTEM);
	}
	kiosk_tell(&kiosk);
	printf("%d pictures in %s\n", written, options->shots);
	if (clipped)
		fprintf(stderr, "signpost-kiosk: on %d of them a text does not fit\n", clipped);
	return clipped ? STATUS_FAILED : STATUS_FINE;
}

/* Every screen of every panel asked for, on one stream. */
static int dumps(const struct options *options)
{
	bool plain = strcmp(options->dumps, "-") == 0;
	struct dumps wish = {plain ? stdout : fopen(options->dumps, "we"), options->language, options->theme, options->text, options->full};
	struct panel_size sizes[SIZES_MAX];
	int count = sizes_of(options, sizes);
	long written = 0;
	struct fault fault;

	for (int i = 0; wish.out && i < count && written >= 0; i++) {
		kiosk_panel(&kiosk, sizes[i].w, sizes[i].h);
		if (i == 0)
			kiosk_prove(&kiosk);
		long more = dumps_write(&kiosk, &wish);
		written = more < 0 ? -1 : written + more;
	}
	if (wish.out && !plain && fclose(wish.out) != 0)
		written = -1;
	kiosk_tell(&kiosk);
	if (wish.out && written >= 0)
		return STATUS_FINE;
	fault_set(&fault, "cannot write this file");
	fault_at(&fault, options->dumps, 0, NULL);
	return complain(&fault, STATUS_SYSTEM);
}

/* Runs the script, with a voice where the settings or the options want one. */
static int run_script(const struct options *options, SDL_Surface *surface)
{
	static struct voice_file file;
	struct fault fault;
	bool sounds = options->speech_to != NULL;

	if (sounds && !voice_file_begin(&file, &kiosk.settings.speech, options->speech_to, &fault)) {
		complain(&fault, STATUS_SYSTEM);
		return -1;
	}
	if (!sounds)
		voice_fake_begin(&file.fake);
	if (sounds || kiosk.settings.speech.on)
		kiosk_voice(&kiosk, &file.fake.voice);
	int failed = script_run(&kiosk, options->script, surface);
	if (!sounds || voice_file_end(&file))
		return failed;
	fprintf(stderr, "signpost-kiosk: not all could be said into %s\n", options->speech_to);
	return -1;
}

static int headless(const struct options *options)
{
	struct panel_size sizes[SIZES_MAX];
	struct fault fault;
	int failed = 0;

	sizes_of(options, sizes);
	kiosk_panel(&kiosk, sizes[0].w, sizes[0].h);
	kiosk_prove(&kiosk);
	forget_prepare(&kiosk, NULL);
	if (!set_language(options->language, &fault))
		return complain(&fault, STATUS_USAGE);
	SDL_Surface *surface = paint_surface(sizes[0].w, sizes[0].h);
	if (!surface) {
		fault_set(&fault, "no memory for a picture of this size");
		return complain(&fault, STATUS_SYSTEM);
	}
	if (options->script) {
		kiosk_count(&kiosk);
		glass_report_step(&kiosk);
		failed = run_script(options, surface);
	}
	SDL_FreeSurface(surface);
	if (failed < 0)
		return STATUS_SYSTEM;
	if (options->dump && !dump_screen(&kiosk, options->dump, &fault))
		return complain(&fault, STATUS_SYSTEM);
	if (failed)
		fprintf(stderr, "signpost-kiosk: %d lines of %s failed\n", failed, options->script);
	return failed ? STATUS_FAILED : STATUS_FINE;
}

static int show(const struct options *options)
{
	const struct settings *settings = &kiosk.settings;
	struct window_wish wish = {settings->fullscreen, settings->width_px, settings->height_px, settings->rotate, options->has_now};
	struct fault fault;

	kiosk_count(&kiosk);
	return window_run(&kiosk, &wish, &fault) ? STATUS_FINE : complain(&fault, STATUS_SYSTEM);
}

/* S37: a window for families. Pictures, scripts and rehearsals are for people who
 * work on the packs, as is --preview. */
static bool is_live(const struct options *options)
{
	bool pictures = options->prepare || options->shots || options->dumps || options->headless || options->script || options->dump;
	return !pictures && !options->check_config && !options->has_now && !options->preview;
}

/* Starts of these runs say something about new content (display/supply.h). */
static bool is_lasting(const struct options *options)
{
	bool pictures = options->prepare || options->shots || options->dumps || options->headless || options->dump;
	return !options->check_config && (!pictures || options->script);
}

static void check_counts(void)
{
	char folder[FAULT_FILE_MAX];

	counting_folder(folder, kiosk.settings.counts, kiosk.rehearsal);
	counting_check(folder, &kiosk.findings);
	printf("counts: %s\n", folder[0] ? folder : "none are kept, no folder is named");
	glass_report_begin(&kiosk);
	printf("glass: %s\n", kiosk.glass.folder[0] ? kiosk.glass.folder : "nobody is told how it is, no folder is named");
}

/* Is there a voice, and for which languages of the hub is there none? */
static void check_voice(void)
{
	static struct voice_espeak voice;
	const struct settings *settings = &kiosk.settings;

	if (!settings->speech.on || !voice_espeak_begin(&voice, &settings->speech, &kiosk.findings))
		return;
	for (int i = 0; i < kiosk.hub.language_count; i++)
		if (!voice.voice.speaks(&voice, kiosk.hub.languages[i].code))
			findings_add(&kiosk.findings, SEVERITY_WARNING, "S27", (struct spot){"", 0, kiosk.hub.languages[i].code},
				     "there is no voice for this language, so it cannot be read aloud");
	voice_espeak_end(&voice);
}

static int run(const struct options *options)
{
	struct fault fault;

	options_settings(options, &kiosk.settings, &kiosk.findings);
	kiosk.rehearsal = options->has_now;
	kiosk.live = is_live(options);
	kiosk.lasting = is_lasting(options);
	if (!kiosk_open(&kiosk, &fault))
		return complain(&fault, STATUS_SYSTEM);
	kiosk_set_wall(&kiosk, options->has_now ? options->now : time(NULL));
	if (options->check_config) {
		struct panel_size sizes[SIZES_MAX];
		sizes_of(options, sizes);
		kiosk_panel(&kiosk, sizes[0].w, sizes[0].h);
		kiosk_prove(&kiosk);
		check_counts();
		supply_print(&kiosk);
		check_voice();
		kiosk_tell(&kiosk);
		printf("%d errors, %d warnings\n", kiosk.findings.errors, kiosk.findings.warnings);
		return kiosk.findings.errors ? STATUS_FAILED : STATUS_FINE;
	}
	if (options->prepare)
		return prepare(options);
	if (options->shots)
		return shots(options);
	if (options->dumps)
		return dumps(options);
	if (options->headless || options->script || options->dump)
		return headless(options);
	return show(options);
}

int main(int argc, char **argv)
{
	struct options options;
	struct fault fault;

	keep_to_ourselves();
	if (!options_read(argc, argv, &options, &fault))
		return complain(&fault, STATUS_USAGE);
	if (options.help || options.version) {
		if (options.help)
			options_help();
		else
			printf("signpost-kiosk %s\n", SIGNPOST_VERSION);
		return STATUS_FINE;
	}
	int status = run(&options);
	kiosk_close(&kiosk);
	return status;
}
