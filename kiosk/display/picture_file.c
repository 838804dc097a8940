#include <SDL2/SDL_image.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "display/picture.h"

/* How a kept picture begins; its pixels follow at once. */
struct kept_header {
	char magic[8];
	uint32_t w, h, opaque, reserved;
	uint64_t svg_length, svg_hash;
	int64_t svg_time;
	uint64_t spare[2];
};
_Static_assert(sizeof(struct kept_header) == 64, "the form of a kept picture");

/* The last figure is the version of the renderer: other pixels, other figure. */
static const char kept_magic[8] = "SIGNPIC1";

static bool usable(const char *folder)
{
	struct stat about;

	return stat(folder, &about) == 0 && S_ISDIR(about.st_mode) && access(folder, W_OK | X_OK) == 0;
}

static bool made(const char *folder)
{
	(void)mkdir(folder, 0755);
	return usable(folder);
}

/* A folder in /tmp that is certainly ours: no link, our user, closed to others. */
static bool private_folder(char *out, size_t size)
{
	struct stat about;

	snprintf(out, size, "/tmp/signpost-%u", (unsigned)getuid());
	(void)mkdir(out, 0700);
	return lstat(out, &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == getuid() && (about.st_mode & 0077) == 0;
}

static bool below(char *out, size_t size, const char *folder, const char *first, const char *second)
{
	char between[FAULT_FILE_MAX];

	if (!folder || folder[0] != '/' || !file_join(between, sizeof between, folder, first) || !made(between))
		return false;
	if (!second)
		return file_join(out, size, between, "");
	return file_join(out, size, between, second) && made(out);
}

void picture_cache_folder(const char *wanted, char *out, size_t size)
{
	const char *given = getenv("CACHE_DIRECTORY");

	if (wanted && wanted[0] && file_join(out, size, wanted, "") && made(out))
		return;
	if (given && given[0] && file_join(out, size, given, "") && made(out))
		return;
	if (below(out, size, getenv("XDG_CACHE_HOME"), "signpost", NULL) || below(out, size, getenv("HOME"), ".cache", "signpost"))
		return;
	if (!private_folder(out, size))
		out[0] = 0;
}

static uint64_t hash_bytes(const char *bytes, size_t length)
{
	uint64_t hash = 14695981039346656037ULL;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211ULL;
	return hash;
}

static SDL_Surface *load(const char *svg, size_t length, int w, int h)
{
	SDL_RWops *source = SDL_RWFromConstMem(svg, (int)length);
	SDL_Surface *surface = source ? IMG_LoadSizedSVG_RW(source, w, h) : NULL;

	if (source)
		SDL_RWclose(source);
	return surface;
}

/* The renderer keeps the picture's own shape and so may come out a little short
 * on one side; asked with one side only, it covers. */
static SDL_Surface *rendered(const char *svg, size_t length, int w, int h)
{
	SDL_Surface *surface = load(svg, length, w, 0);

	if (surface && surface->h < h) {
		SDL_FreeSurface(surface);
		surface = load(svg, length, 0, h);
	}
	if (surface && surface->format->format != SDL_PIXELFORMAT_ABGR8888) {
		SDL_Surface *other = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ABGR8888, 0);
		SDL_FreeSurface(surface);
		surface = other;
	}
	return surface;
}

static SDL_Surface *render_bytes(const char *path, const char *svg, size_t length, struct rect size, struct fault *fault)
{
	/* The renderer takes anything for an empty picture. */
	SDL_Surface *surface = length && strstr(svg, "<svg") && strstr(svg, "</svg>") ? rendered(svg, length, size.w, size.h) : NULL;

	if (!surface || surface->w < size.w - 2 || surface->h < size.h - 2) {
		SDL_FreeSurface(surface);
		fault_set(fault, "this picture cannot be drawn; put a good SVG file there");
		fault_at(fault, path, 0, NULL);
		return NULL;
	}
	return surface;
}

SDL_Surface *picture_render(const char *path, int w, int h, struct fault *fault)
{
	char *svg = NULL;
	size_t length = 0;

	if (!file_read(path, SVG_BYTES_MAX, &svg, &length, fault))
		return NULL;
	SDL_Surface *surface = render_bytes(path, svg, length, (struct rect){0, 0, w, h}, fault);
	free(svg);
	return surface;
}

static uint32_t premultiplied(uint32_t abgr)
{
	uint32_t a = abgr >> 24, r = abgr & 255, g = abgr >> 8 & 255, b = abgr >> 16 & 255;

	return a << 24 | (r * a + 127) / 255 << 16 | (g * a + 127) / 255 << 8 | (b * a + 127) / 255;
}

/* Turns the surface into header and pixels in fresh memory. */
static struct kept_header *keepable(const SDL_Surface *surface, int w, int h, size_t *length)
{
	*length = sizeof(struct kept_header) + (size_t)w * (size_t)h * 4;
	struct kept_header *header = malloc(*length);
	if (!header)
		return NULL;
	memset(header, 0, sizeof *header);
	memcpy(header->magic, kept_magic, sizeof header->magic);
	header->w = (uint32_t)w;
	header->h = (uint32_t)h;
	header->opaque = 1;
	uint32_t *out = (uint32_t *)(header + 1);
	for (int y = 0; y < h; y++) {
		int from = y < surface->h ? y : surface->h - 1;
		const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels + (long)from * surface->pitch);
		for (int x = 0; x < w; x++) {
			*out = premultiplied(row[x < surface->w ? x : surface->w - 1]);
			header->opaque &= *out++ >> 24 == 255;
		}
	}
	return header;
}

static int64_t time_of(const struct stat *about)
{
	return (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
}

static void use(struct picture_slot *slot, struct kept_header *header, size_t length, bool mapped)
{
	slot->base = header;
	slot->length = length;
	slot->mapped = mapped;
	slot->pixels.opaque = header->opaque;
	slot->pixels.pixels = (const uint32_t *)(header + 1);
}

/* Maps a kept picture of the right form and size; NULL when there is none. */
static struct kept_header *map_kept(const char *path, int w, int h, size_t *length)
{
	struct stat about;
	size_t want = sizeof(struct kept_header) + (size_t)w * (size_t)h * 4;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct kept_header *header = MAP_FAILED;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && (uint64_t)about.st_size == want)
		header = mmap(NULL, want, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (header == MAP_FAILED)
		return NULL;
	if (memcmp(header->magic, kept_magic, sizeof header->magic) != 0 || header->w != (uint32_t)w || header->h != (uint32_t)h) {
		munmap(header, want);
		return NULL;
	}
	*length = want;
	return header;
}

/* Where a picture comes from: the SVG, what stat says of it, its bytes (NULL: not
 * read), and the kept rendering ("": no cache). */
struct source {
	char path[FAULT_FILE_MAX * 2], kept[FAULT_FILE_MAX * 2];
	struct stat about;
	char *svg;
};

static bool load_kept(struct pictures *pictures, const struct source *source, struct picture_slot *slot)
{
	size_t length = 0;
	struct kept_header *header = map_kept(source->kept, slot->pixels.w, slot->pixels.h, &length);

	if (!header)
		return false;
	bool good =
	    header->svg_length == (uint64_t)source->about.st_size &&
	    (source->svg ? header->svg_hash == hash_bytes(source->svg, (size_t)source->about.st_size) : header->svg_time == time_of(&source->about));
	if (!good) {
		munmap(header, length);
		return false;
	}
	use(slot, header, length, true);
	pictures->mapped++;
	return true;
}

/* Renders, keeps in the cache where there is one, and uses what was kept. */
static bool render_slot(struct pictures *pictures, const struct source *source, struct picture_slot *slot, struct fault *fault)
{
	struct rect size = {0, 0, slot->pixels.w, slot->pixels.h};
	SDL_Surface *surface = render_bytes(source->path, source->svg, (size_t)source->about.st_size, size, fault);
	size_t length = 0;

	if (!surface)
		return false;
	struct kept_header *header = keepable(surface, size.w, size.h, &length);
	SDL_FreeSurface(surface);
	if (!header)
		return fault_set(fault, "no memory for this picture");
	header->svg_length = (uint64_t)source->about.st_size;
	header->svg_hash = hash_bytes(source->svg, (size_t)source->about.st_size);
	header->svg_time = time_of(&source->about);
	pictures->rendered++;
	if (source->kept[0] && file_replace(source->kept, header, length, NULL) && load_kept(pictures, source, slot)) {
		free(header);
		return true;
	}
	use(slot, header, length, false);
	return true;
}

bool picture_load(struct pictures *pictures, enum picture picture, struct picture_slot *slot, struct fault *fault)
{
	struct source source = {.kept = ""};
	char name[96];
	size_t length = 0;

	snprintf(name, sizeof name, "scenes/%s.svg", picture_file(picture));
	file_join(source.path, sizeof source.path, pictures->assets, name);
	snprintf(name, sizeof name, "%s-%dx%d.argb", picture_file(picture), slot->pixels.w, slot->pixels.h);
	if (pictures->cache[0] && !file_join(source.kept, sizeof source.kept, pictures->cache, name))
		source.kept[0] = 0;
	bool plain = stat(source.path, &source.about) == 0 && S_ISREG(source.about.st_mode);
	if (plain && source.kept[0] && load_kept(pictures, &source, slot))
		return true;
	if (!file_read(source.path, SVG_BYTES_MAX, &source.svg, &length, fault))
		return false;
	source.about.st_size = (off_t)length;
	bool fine = source.kept[0] && load_kept(pictures, &source, slot);
	if (!fine)
		fine = render_slot(pictures, &source, slot, fault);
	free(source.svg);
	return fine;
}
