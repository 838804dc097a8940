/*
 * The floor to compare with: SDL, one font, one rendered picture, one frame.
 */
#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: bare picture.png font.ttf out.png\n");
		return 2;
	}
	SDL_Surface *frame = SDL_CreateRGBSurfaceWithFormat(0, 1920, 1080, 32, SDL_PIXELFORMAT_ARGB8888);
	SDL_Surface *picture = IMG_Load(argv[1]);
	TTF_Font *font = TTF_Init() == 0 ? TTF_OpenFont(argv[2], 88) : NULL;
	if (!frame || !picture || !font)
		return 3;
	SDL_BlitScaled(picture, NULL, frame, NULL);
	SDL_Surface *words = TTF_RenderUTF8_Blended(font, "Every family has rows.", (SDL_Color){27, 47, 59, 255});
	if (!words)
		return 3;
	SDL_BlitSurface(words, NULL, frame, &(SDL_Rect){96, 92, 0, 0});
	int status = argv[3][0] == '-' ? 0 : IMG_SavePNG(frame, argv[3]);
	SDL_FreeSurface(words);
	SDL_FreeSurface(picture);
	SDL_FreeSurface(frame);
	TTF_CloseFont(font);
	TTF_Quit();
	return status ? 3 : 0;
}
