/*
 * Many screens and one server: each screen runs the real fetch at the moments at which its
 * timer would start it, on a clock that jumps from one moment to the next.
 *
 *     fleet URL ROOT TEMPLATE FOLDER SCREENS HOURS SEED
 *
 * TEMPLATE is the state of a screen that has fetched; FOLDER gets one copy of it a screen,
 * named 0, 1, 2 ... by whoever starts this. All are switched on at the same moment, as after a power cut. Timers are those of
 * systemd/signpost-sync-fetch.timer: 2 minutes after the start, 45 minutes after the end of
 * a run, each with up to 30 minutes by chance. At every whole hour "HOUR n" is printed and a
 * line on standard input is waited for, so that a test can change the content. At the end
 * one line of JSON: runs, failures, files that came, screens with a new release and the second in
 * which the last of them had it, and runs in each minute.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/moment.h"
#include "net/source.h"
#include "sync/backoff.h"
#include "sync/fetch.h"

enum { BOOT_S = 120, AFTER_S = 45 * 60, CHANCE_S = 30 * 60, SCREENS_MOST = 10000, MINUTES_MOST = 7 * 24 * 60 };

struct fleet {
	const char *url, *root, *folder;
	int screens, hours;
	uint64_t chance; /* of the same seed the same day */
	int64_t *next;
	struct status *status;
	int64_t begin; /* by the screens' clocks */
	int runs, failures, files, releases;
	int64_t last_release;
	int minutes[MINUTES_MOST];
	char last[512];
};

/* Numbers that look like chance, the same in each run (xorshift64*). */
static uint32_t chance(struct fleet *fleet)
{
	uint64_t x = fleet->chance;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	fleet->chance = x;
	return (uint32_t)((x * 2685821657736338717ull) >> 32);
}

static void run_one(struct fleet *fleet, int screen, int64_t now)
{
	struct status *status = &fleet->status[screen];
	struct source source;
	struct fetch_done done;
	struct trust_problem problem = {0};
	struct web_options options;
	char state[512];

	snprintf(state, sizeof state, "%s/%d", fleet->folder, screen);
	web_defaults(&options);
	struct web *web = web_open(&options, &problem);
	source_init(&source, web);
	struct fault fault;
	if (!web || !source_add(&source, fleet->url, &fault))
		exit(2);
	const struct fetch_job job = {
	    .state = state, .root = fleet->root, .channel = "stable", .app_version = SIGNPOST_VERSION, .now = fleet->begin + now, .source = &source};
	int64_t before = status->release;
	bool good = fetch_run(&job, status, &done, &problem);
	if (!good)
		fault_print(&problem.fault, fleet->last, sizeof fleet->last);
	status_end(status, fleet->begin + now, &problem, backoff_s(status->tries + 1, source.retry_after_s, chance(fleet)));
	web_close(web);
	fleet->runs++;
	fleet->failures += !good;
	fleet->files += done.files;
	if (status->release != before) {
		fleet->releases++;
		fleet->last_release = now;
	}
	fleet->minutes[now / 60]++;
}

static int first(const struct fleet *fleet)
{
	int least = 0;

	for (int i = 1; i < fleet->screens; i++)
		if (fleet->next[i] < fleet->next[least])
			least = i;
	return least;
}

static void wait_for_go(int hour)
{
	char line[64];

	printf("HOUR %d\n", hour);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		exit(2);
}

static void days(struct fleet *fleet)
{
	int hour = 0;

	for (;;) {
		int screen = first(fleet);
		int64_t now = fleet->next[screen];
		for (; hour <= fleet->hours && (int64_t)hour * 3600 <= now; hour++)
			wait_for_go(hour);
		if (now >= (int64_t)fleet->hours * 3600)
			return;
		if (fleet->status[screen].next <= fleet->begin + now) /* else it only looks at its status and ends */
			run_one(fleet, screen, now);
		fleet->next[screen] = now + AFTER_S + chance(fleet) % CHANCE_S;
	}
}

static void print(const struct fleet *fleet)
{
	json_t *minutes = json_array();

	for (int i = 0; i < fleet->hours * 60; i++)
		json_array_append_new(minutes, json_integer(fleet->minutes[i]));
	json_t *json =
	    json_pack("{s:i, s:i, s:i, s:i, s:I, s:s, s:o}", "runs", fleet->runs, "failures", fleet->failures, "files", fleet->files, "releases",
		      fleet->releases, "last_release", (json_int_t)fleet->last_release, "last", fleet->last, "minutes", minutes);
	json_dumpf(json, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(json);
}

int main(int argc, char **argv)
{
	static struct fleet fleet;
	char path[600];

	if (argc != 8)
		return 2;
	fleet.url = argv[1];
	fleet.root = argv[2];
	fleet.folder = argv[4];
	fleet.screens = atoi(argv[5]);
	fleet.hours = atoi(argv[6]);
	fleet.chance = strtoull(argv[7], NULL, 10) * 2654435761u + 1;
	if (fleet.screens < 1 || fleet.screens > SCREENS_MOST || fleet.hours < 1 || fleet.hours * 60 > MINUTES_MOST)
		return 2;
	fleet.begin = (int64_t)time(NULL);
	fleet.next = calloc((size_t)fleet.screens, sizeof *fleet.next);
	fleet.status = calloc((size_t)fleet.screens, sizeof *fleet.status);
	if (!fleet.next || !fleet.status)
		return 2;
	snprintf(path, sizeof path, "%s/status.json", argv[3]);
	for (int i = 0; i < fleet.screens; i++) {
		status_read(path, "fetch", &fleet.status[i]);
		fleet.next[i] = BOOT_S + chance(&fleet) % CHANCE_S;
	}
	days(&fleet);
	print(&fleet);
	free(fleet.next);
	free(fleet.status);
	return 0;
}
