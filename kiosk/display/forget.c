#include "display/forget.h"

#include <string.h>

#include "display/heap.h"
#include "display/listen.h"
#include "display/lock.h"
#include "display/tour.h"

void forget_prepare(struct kiosk *kiosk, bool (*keep_on)(void))
{
	tour_pictures(kiosk, keep_on);
	pictures_settle(&kiosk->pictures);
	forget_visit(kiosk); /* the first visit begins as every other */
	kiosk->forgot = true;
	kiosk_fill(kiosk);
}

void forget_lock(struct kiosk *kiosk)
{
	lock_here(&kiosk->session, sizeof kiosk->session);
	lock_here(&kiosk->touch, sizeof kiosk->touch);
	lock_here(&kiosk->list, sizeof kiosk->list);
	lock_here(&kiosk->speech, sizeof kiosk->speech);
}

/* SDL keeps the words of the last error; some name what was asked of it. */
static void forget_error(void)
{
	char blank[128];

	memset(blank, ' ', sizeof blank - 1);
	blank[sizeof blank - 1] = 0;
	SDL_SetError("%s", blank);
	SDL_ClearError();
}

void forget_visit(struct kiosk *kiosk)
{
	explicit_bzero(&kiosk->list, sizeof kiosk->list); /* S26 */
	touch_wipe(&kiosk->touch);
	listen_forget(kiosk);
	kiosk->view.pressed = -1;
	kiosk->view.focus = 0;
	fonts_forget(kiosk->fonts);
	pictures_forget(&kiosk->pictures);
	shadows_forget(&kiosk->painter.shadows);
	rehearse_forget(&kiosk->rehearse);
	prefill_forget(&kiosk->prefill);
	forget_error();
	kiosk->alive += heap_renew();
	stack_wipe();
}
