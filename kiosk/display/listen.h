/*
 * A visit with ears and keys: what is said when, and what each key does.
 *
 * Keys move a ring from control to control and act on it, so a screen can be used
 * without touch. While the screen reads aloud the ring stops at every object, texts
 * too, and each is said; a new screen is said as a whole (screen/speak.h), and the ring
 * stands before its first object. Next and before go round at the ends, so nobody is
 * trapped. Fingers then explore (display/explore.h). Any key and any touch cuts what is
 * being said.
 *
 * Listening begins when headphones go in, or with the first key when they are in
 * already; that key only begins it. Whoever ends it with the button is not asked again
 * in that visit. It ends when they come out, with the visit, and on the attract loop
 * after IDLE_OTHER_MS without a touch. Without a voice (speech = off) none of this is
 * reached.
 */
#ifndef DISPLAY_LISTEN_H
#define DISPLAY_LISTEN_H

#include "display/kiosk.h"

/* Before a list is filled: follows what became of the session. */
void listen_follow(struct kiosk *kiosk);

/* After it was filled: says a new screen. */
void listen_announce(struct kiosk *kiosk);

/* Does an action of the visitor's, by finger or key. */
enum change listen_act(struct kiosk *kiosk, struct action action);

/* One event of a pointer while it reads aloud. */
enum change listen_touch(struct kiosk *kiosk, const struct touch_event *event);

/* Speech, scanning, a key that is held; the answer is what changed on the screen. */
enum change listen_tick(struct kiosk *kiosk);
int64_t listen_due(const struct kiosk *kiosk);

/* Nothing of the visit is left (S26). */
void listen_forget(struct kiosk *kiosk);

/* For the keys (display/listen_keys.c): the ring moves by `step` stops, over controls
 * alone with `controls`; it is put on an object; that object is said. */
void listen_move(struct kiosk *kiosk, int step, bool controls);
void listen_stand(struct kiosk *kiosk, int object);
void listen_say_object(struct kiosk *kiosk);
void listen_say_screen(struct kiosk *kiosk);
void listen_say_volume(struct kiosk *kiosk);

/* Does what stands at the ring, or Back; says what became of it. */
enum change listen_act_here(struct kiosk *kiosk, struct action action);
struct action listen_action(const struct kiosk *kiosk, enum kiosk_key key);

#endif
