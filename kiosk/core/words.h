/*
 * Every word that the program says itself.
 *
 * One row a word: name, key in text/<language>.json, English. The English here
 * is what the program says when no pack can be read (S10); the nation pack
 * carries the same keys, and the checker misses any that it leaves out.
 * {names} in braces are filled in by screen/say.h, isolated from the direction
 * of the text around them.
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#define WORDS(X)                                                                                                                                \
	X(WORD_START, "ui.start", "Touch to start")                                                                                             \
	X(WORD_KEEPS_NOTHING, "ui.keeps-nothing", "This screen keeps nothing about you.")                                                       \
	X(WORD_CLEAR_WIPES, "ui.clear-wipes", "Clear wipes it at once.")                                                                        \
	X(WORD_LINE, "ui.line", "Free support line, day and night")                                                                             \
	X(WORD_LINE_SHORT, "ui.line.short", "Helpline")                                                                                         \
	X(WORD_EMERGENCY, "ui.emergency", "Emergency")                                                                                          \
	X(WORD_BACK, "ui.back", "Back")                                                                                                         \
	X(WORD_SKIP, "ui.skip", "Skip")                                                                                                         \
	X(WORD_MENU, "ui.menu", "Menu")                                                                                                         \
	X(WORD_CLOSE, "ui.close", "Close")                                                                                                      \
	X(WORD_CLEAR, "ui.clear", "Clear")                                                                                                      \
	X(WORD_READING, "ui.reading", "Reading")                                                                                                \
	X(WORD_MORE, "ui.more", "More")                                                                                                         \
	X(WORD_PAGE, "ui.page", "Page {n} of {all}")                                                                                            \
	X(WORD_PAGE_BACK, "ui.page.back", "Page before")                                                                                        \
	X(WORD_PAGE_NEXT, "ui.page.next", "Next page")                                                                                          \
	X(WORD_SHOW_CODE, "ui.show-code", "Show code")                                                                                          \
	X(WORD_HOME_TITLE, "ui.home.title", "What would help today?")                                                                           \
	X(WORD_HOME_LINE, "ui.home.line", "It is all free. You do not give your name.")                                                         \
	X(WORD_HOME_CHECK, "ui.home.check", "A few short questions")                                                                            \
	X(WORD_HOME_CHECK_BODY, "ui.home.check.body", "No score. Skip any you like.")                                                           \
	X(WORD_HOME_BROWSE, "ui.home.browse", "Courses and groups")                                                                             \
	X(WORD_HOME_BROWSE_BODY, "ui.home.browse.body", "Free. You can come on your own.")                                                      \
	X(WORD_HOME_LINES_BODY, "ui.home.lines.body", "Talk to someone who listens.")                                                           \
	X(WORD_HOME_IDEAS, "ui.home.ideas", "Small ideas for getting on")                                                                       \
	X(WORD_HOME_IDEAS_BODY, "ui.home.ideas.body", "Two minutes each. Try one today.")                                                       \
	X(WORD_HOME_TEAM, "ui.home.team", "Talk to the team here")                                                                              \
	X(WORD_HOME_TEAM_BODY, "ui.home.team.body", "A cup of tea and a quiet room.")                                                           \
	X(WORD_HOME_READING, "ui.home.reading", "Language and text size")                                                                       \
	X(WORD_HOME_WEEK, "ui.home.week", "What's on this week")                                                                                \
	X(WORD_PRIVATE, "ui.private", "Staff keep things private. They must act if a child or adult is at serious risk.")                       \
	X(WORD_LANGUAGE, "ui.language", "Language")                                                                                             \
	X(WORD_CONTRAST, "ui.contrast", "Contrast")                                                                                             \
	X(WORD_MOTION, "ui.motion", "Less movement")                                                                                            \
	X(WORD_ON, "ui.on", "On")                                                                                                               \
	X(WORD_OFF, "ui.off", "Off")                                                                                                            \
	X(WORD_DRAFT, "ui.draft", "Draft, not yet checked")                                                                                     \
	X(WORD_READING_TITLE, "ui.reading.title", "How would you like to read?")                                                                \
	X(WORD_WHO_TITLE, "ui.who.title", "Who is looking at this screen?")                                                                     \
	X(WORD_WHO_ALONE, "ui.who.alone", "Just me")                                                                                            \
	X(WORD_WHO_ACCOMPANIED, "ui.who.accompanied", "Someone is with me")                                                                     \
	X(WORD_WHO_CHILD, "ui.who.child", "I'm under 16")                                                                                       \
	X(WORD_QUESTION_OF, "ui.question-of", "Question {n} of {all}")                                                                          \
	X(WORD_NO, "ui.answer.no", "No")                                                                                                        \
	X(WORD_SOMETIMES, "ui.answer.sometimes", "Sometimes")                                                                                   \
	X(WORD_YES, "ui.answer.yes", "Yes")                                                                                                     \
	X(WORD_RATHER_NOT, "ui.answer.rather-not", "I'd rather not say")                                                                        \
	X(WORD_RESULT_TITLE, "ui.result.title", "Here is what could help")                                                                      \
	X(WORD_RESULT_LINE, "ui.result.line", "Use any of these. They are free. You can come on your own.")                                     \
	X(WORD_CARD_SUPPORT_BODY, "ui.card.support.body", "They listen. They do not judge. Friends and family can call too.")                   \
	X(WORD_CARD_SUPPORT_MORE, "ui.card.support.more", "Also for men, LGBT+, Deaf, older people, family honour")                             \
	X(WORD_CARD_URGENT, "ui.card.urgent", "Someone to talk to right now")                                                                   \
	X(WORD_CARD_URGENT_BODY, "ui.card.urgent.body", "You matter. Call any of these, day or night.")                                         \
	X(WORD_CARD_TALK, "ui.card.talk", "Someone to talk to")                                                                                 \
	X(WORD_CARD_TALK_BODY, "ui.card.talk.body", "Tired of it all? Talk it over with a kind person.")                                        \
	X(WORD_CARD_TEAM_BODY, "ui.card.team.body", "Ask at the desk. They can sit with you in a quiet room.")                                  \
	X(WORD_CARD_TEAM_ASK, "ui.card.team.ask", "Ask about {offer}.")                                                                         \
	X(WORD_CARD_WEEK, "ui.card.week", "What's on here")                                                                                     \
	X(WORD_CARD_WEEK_BODY, "ui.card.week.body", "Play, a warm drink and other families. Drop in.")                                          \
	X(WORD_OR, "ui.or", "Or: {offer}")                                                                                                      \
	X(WORD_CAMERA, "ui.code.camera", "Point your phone's camera at the code.")                                                              \
	X(WORD_ADDRESS, "ui.code.address", "Or type this address")                                                                              \
	X(WORD_PHONE_HUB, "ui.code.phone-hub", "Or phone the hub")                                                                              \
	X(WORD_PHONE, "ui.code.phone", "Or phone")                                                                                              \
	X(WORD_TEXT_TO, "ui.code.text", "Text {word} to {number}")                                                                              \
	X(WORD_TRACE, "ui.code.trace", "Scanning can leave a trace on your phone.")                                                             \
	X(WORD_CALL_TRACE, "ui.code.call-trace", "A call may show on your phone or bill.")                                                      \
	X(WORD_NO_PHONE, "ui.code.no-phone", "No phone, or not your phone?")                                                                    \
	X(WORD_HUB_PHONE, "ui.code.hub-phone", "Use the hub's phone.")                                                                          \
	X(WORD_ASK_ANYONE, "ui.code.ask-anyone", "Ask anyone who works here.")                                                                  \
	X(WORD_SILENT, "ui.lines.silent",                                                                                                       \
	  "In danger and can't speak? Call 999 from a mobile, listen, and press 55 when asked. It does not tell the police where you are.")     \
	X(WORD_LINES_TITLE, "ui.lines.title", "Free support lines")                                                                             \
	X(WORD_LINES_LINE, "ui.lines.line", "You choose what to say. You can stop at any time.")                                                \
	X(WORD_OPEN_ALWAYS, "ui.hours.always", "Any time, day or night")                                                                        \
	X(WORD_OPEN_UNTIL, "ui.hours.open-until", "Open now until {time}")                                                                      \
	X(WORD_OPENS_TODAY, "ui.hours.opens-today", "Opens today at {time}")                                                                    \
	X(WORD_OPENS_TOMORROW, "ui.hours.opens-tomorrow", "Opens tomorrow at {time}")                                                           \
	X(WORD_OPENS_ON, "ui.hours.opens-on", "Opens {day} at {time}")                                                                          \
	X(WORD_HOURS_VARY, "ui.hours.vary", "Hours vary. See their page.")                                                                      \
	X(WORD_HOURS_ASK, "ui.hours.ask", "Hours vary. You can try any time.")                                                                  \
	X(WORD_FOR_ANYONE, "ui.for.anyone", "For anyone")                                                                                       \
	X(WORD_FOR_WOMEN, "ui.for.women", "For women")                                                                                          \
	X(WORD_FOR_MEN, "ui.for.men", "For men")                                                                                                \
	X(WORD_FOR_LGBT, "ui.for.lgbt", "For LGBT+ people")                                                                                     \
	X(WORD_FOR_DEAF, "ui.for.deaf", "For Deaf people")                                                                                      \
	X(WORD_FOR_OLDER, "ui.for.older", "For older people")                                                                                   \
	X(WORD_FOR_HONOUR, "ui.for.honour", "For honour-based abuse and forced marriage")                                                       \
	X(WORD_FOR_SOMEONE_ELSE, "ui.for.someone-else", "Worried about someone else? They can help too.")                                       \
	X(WORD_FOR_HOW_I_ACT, "ui.for.how-i-act", "For people worried about how they act")                                                      \
	X(WORD_FOR_CHILDREN, "ui.for.children", "For children and young people")                                                                \
	X(WORD_FOR_PARENTS, "ui.for.parents", "For parents and carers")                                                                         \
	X(WORD_BROWSE_TITLE, "ui.browse.title", "Courses and groups")                                                                           \
	X(WORD_BROWSE_LINE, "ui.browse.line", "All free. You can come on your own.")                                                            \
	X(WORD_BROWSE_ALL, "ui.browse.all", "All")                                                                                              \
	X(WORD_BROWSE_COURSES, "ui.browse.courses", "On your phone")                                                                            \
	X(WORD_BROWSE_GROUPS, "ui.browse.groups", "Groups")                                                                                     \
	X(WORD_BROWSE_ONE, "ui.browse.one", "One to one")                                                                                       \
	X(WORD_STAGE_BABY, "ui.stage.baby", "New baby")                                                                                         \
	X(WORD_STAGE_TOGETHER, "ui.stage.together", "Together")                                                                                 \
	X(WORD_STAGE_APART, "ui.stage.apart", "Living apart")                                                                                   \
	X(WORD_STAGE_KIN, "ui.stage.kin", "Grandparents and carers")                                                                            \
	X(WORD_BROWSE_FAMILIES, "ui.browse.families", "All families")                                                                           \
	X(WORD_BROWSE_NONE, "ui.browse.none", "Nothing here just now. The team can tell you what is coming.")                                   \
	X(WORD_GROUP, "ui.group", "Group {letter}")                                                                                             \
	X(WORD_GROUPS_APART, "ui.groups-apart", "You and the other parent join different groups.")                                              \
	X(WORD_WEEKLY_FROM, "ui.weekly-from", "{days}, from {date}")                                                                            \
	X(WORD_TIMES, "ui.times", "{start} to {end}")                                                                                           \
	X(WORD_HERE, "ui.place.here", "Here")                                                                                                   \
	X(WORD_HERE_IN, "ui.place.here-in", "Here, {venue}")                                                                                    \
	X(WORD_ONLINE, "ui.place.online", "Online, from home")                                                                                  \
	X(WORD_ELSEWHERE, "ui.place.elsewhere", "At {venue}")                                                                                   \
	X(WORD_PLACES_LEFT, "ui.places-left", "{n} places left")                                                                                \
	X(WORD_ONE_PLACE_LEFT, "ui.one-place-left", "1 place left")                                                                             \
	X(WORD_PLACES_FULL, "ui.places-full", "Full. Ask about the next one.")                                                                  \
	X(WORD_ANY_TIME, "ui.any-time", "On your phone, any time")                                                                              \
	X(WORD_THROUGH_TEAM, "ui.through-team", "Ask the team here. They set it up with you.")                                                  \
	X(WORD_IDEAS_LINE, "ui.ideas.line", "Pick one. Two minutes is enough.")                                                                 \
	X(WORD_TEAM_TITLE, "ui.team.title", "Talk to the team here")                                                                            \
	X(WORD_TEAM_LINE, "ui.team.line", "Anyone who works here can help. You do not need to know what to ask.")                               \
	X(WORD_TEAM_HOW, "ui.team.how", "How to start")                                                                                         \
	X(WORD_TEAM_SAY, "ui.team.say", "You can say: \"I saw the screen. Can we talk?\"")                                                      \
	X(WORD_TEAM_QUIET, "ui.team.quiet", "They can find a quiet room. You can come on your own.")                                            \
	X(WORD_TEAM_PHONE, "ui.team.phone", "Or phone the hub")                                                                                 \
	X(WORD_WEEK_TITLE, "ui.week.title", "What's on this week")                                                                              \
	X(WORD_WEEK_LINE, "ui.week.line", "Drop in. There is always tea.")                                                                      \
	X(WORD_WEEK_ON, "ui.week.on", "For families: help, ideas and groups")                                                                   \
	X(WORD_WEEK_MORE, "ui.week.more", "and {n} more")                                                                                       \
	X(WORD_WEEK_NONE, "ui.week.none", "Nothing planned")                                                                                    \
	X(WORD_TODAY, "ui.today", "today")                                                                                                      \
	X(WORD_CHILD_TITLE, "ui.child.title", "It's good to tell someone.")                                                                     \
	X(WORD_CHILD_LINES, "ui.child.lines",                                                                                                   \
	  "Rows at home are not your fault.\nIf you feel scared or sad, you can talk about it.\nYou can say as much or as little as you like.") \
	X(WORD_CHILD_STAFF, "ui.child.staff", "A grown-up here")                                                                                \
	X(WORD_CHILD_TELL, "ui.child.tell", "Tell anyone who works here")                                                                       \
	X(WORD_CHILD_TELL_BODY, "ui.child.tell.body", "They listen and keep things private. They must act if you are not safe.")                \
	X(WORD_TIME_TITLE, "ui.time.title", "Would you like more time?")                                                                        \
	X(WORD_TIME_LINE, "ui.time.line", "If not, this screen clears itself.")                                                                 \
	X(WORD_TIME_YES, "ui.time.yes", "Yes, more time")                                                                                       \
	X(WORD_STAFF_TITLE, "ui.staff.title", "Staff area")                                                                                     \
	X(WORD_STAFF_LINE, "ui.staff.line", "Nothing here shows what any visitor did. It closes after 2 minutes.")                              \
	X(WORD_STAFF_PRACTICE, "ui.staff.practice", "How to talk about it")                                                                     \
	X(WORD_STAFF_PRACTICE_BODY, "ui.staff.practice.body", "Openers, what to listen for, what to do next")                                   \
	X(WORD_STAFF_TRAINING, "ui.staff.training", "Training dates")                                                                           \
	X(WORD_STAFF_TRAINING_BODY, "ui.staff.training.body", "Sessions and modules for people who work here")                                  \
	X(WORD_STAFF_TOOLKIT, "ui.staff.toolkit", "Toolkit and leaflets")                                                                       \
	X(WORD_STAFF_TOOLKIT_BODY, "ui.staff.toolkit.body", "Cards and sheets to use together, codes to share")                                 \
	X(WORD_STAFF_REFERRAL, "ui.staff.referral", "Service finder")                                                                           \
	X(WORD_STAFF_REFERRAL_BODY, "ui.staff.referral.body", "Who offers what, and how to refer")                                              \
	X(WORD_STAFF_LINES, "ui.staff.lines", "Help lines to check")                                                                            \
	X(WORD_STAFF_LINES_BODY, "ui.staff.lines.body", "{n} are due. Part-time hours are hidden until then.")                                  \
	X(WORD_STAFF_LINES_NONE, "ui.staff.lines.none", "All lines are checked.")                                                               \
	X(WORD_STAFF_NONE, "ui.staff.none", "Nothing here yet.")                                                                                \
	X(WORD_HEALTH_GOOD_CONTENT, "ui.health.content.good", "As published")                                                                   \
	X(WORD_HEALTH_BUILTIN, "ui.health.builtin", "No packs. Tell IT.")                                                                       \
	X(WORD_HEALTH_UNSIGNED, "ui.health.unsigned", "Not signed off")                                                                         \
	X(WORD_HEALTH_PREVIEW, "ui.health.preview", "A preview")                                                                                \
	X(WORD_HEALTH_EXAMPLE, "ui.health.example", "An example")                                                                               \
	X(WORD_STAFF_LINES_SINCE, "ui.staff.lines.since", "Due since {day}.")                                                                   \
	X(WORD_STAFF_LINES_NEVER, "ui.staff.lines.never", "Never checked.")                                                                     \
	X(WORD_HEALTH_MISSING, "ui.health.missing", "Some are missing. Tell IT.")                                                               \
	X(WORD_HEALTH_ALL, "ui.health.all", "All there")                                                                                        \
	X(WORD_HEALTH_FAULT, "ui.health.fault", "Faults")                                                                                       \
	X(WORD_HEALTH_NONE, "ui.health.none", "None")                                                                                           \
	X(WORD_HEALTH_TITLE, "ui.health.title", "Screen health")                                                                                \
	X(WORD_HEALTH_CONTENT, "ui.health.content", "Content")                                                                                  \
	X(WORD_HEALTH_LINES, "ui.health.lines", "Lines")                                                                                        \
	X(WORD_HEALTH_LINES_DUE, "ui.health.lines.due", "{n} due for a check")                                                                  \
	X(WORD_HEALTH_CLOCK, "ui.health.clock", "Clock")                                                                                        \
	X(WORD_HEALTH_CLOCK_BAD, "ui.health.clock.bad", "Wrong. Tell IT.")                                                                      \
	X(WORD_HEALTH_GOOD, "ui.health.good", "Right")                                                                                          \
	X(WORD_HEALTH_PICTURES, "ui.health.pictures", "Pictures")                                                                               \
	X(WORD_HEALTH_FONTS, "ui.health.fonts", "Letters")                                                                                      \
	X(WORD_HEALTH_FAULTS, "ui.health.faults", "{n} faults. Tell IT.")                                                                       \
	X(WORD_HEALTH_COUNTS, "ui.health.counts", "Counting")                                                                                   \
	X(WORD_HEALTH_COUNTS_ON, "ui.health.counts.on", "On")                                                                                   \
	X(WORD_HEALTH_COUNTS_OFF, "ui.health.counts.off", "Off")                                                                                \
	X(WORD_HEALTH_COUNTS_ASIDE, "ui.health.counts.aside", "Begun again. Tell IT.")                                                          \
	X(WORD_HEALTH_COUNTS_STOPPED, "ui.health.counts.stopped", "Stopped. Tell IT.")                                                          \
	X(WORD_HEALTH_PROGRAM, "ui.health.program", "Program")                                                                                  \
	X(WORD_LISTEN, "ui.listen", "Listen")                                                                                                   \
	X(WORD_LISTEN_STOP, "ui.listen.stop", "Stop listening")                                                                                 \
	X(WORD_LISTEN_PLUG, "ui.listen.plug", "Plug in headphones to listen.")                                                                  \
	X(WORD_LISTEN_ON, "ui.listen.on", "Listening is on.")                                                                                   \
	X(WORD_LISTEN_OFF, "ui.listen.off", "Listening is off.")                                                                                \
	X(WORD_LISTEN_AGAIN, "ui.listen.again", "Say it again")                                                                                 \
	X(WORD_LISTEN_PAUSE, "ui.listen.pause", "Pause")                                                                                        \
	X(WORD_LISTEN_GO_ON, "ui.listen.go-on", "Go on")                                                                                        \
	X(WORD_LISTEN_LOUDER, "ui.listen.louder", "Louder")                                                                                     \
	X(WORD_LISTEN_QUIETER, "ui.listen.quieter", "Quieter")                                                                                  \
	X(WORD_LISTEN_VOLUME, "ui.listen.volume", "Volume {n} of {all}")                                                                        \
	X(WORD_LISTEN_NO_VOICE, "ui.listen.no-voice", "This screen has no voice for this language.")                                            \
	X(WORD_LISTEN_TOUCH, "ui.listen.touch", "Slide a finger over the screen to hear what is there. Tap twice to choose.")                   \
	X(WORD_LISTEN_KEYS, "ui.listen.keys", "Use the arrow keys to move. Press the middle key to choose.")                                    \
	X(WORD_SPEECH_BUTTON, "ui.speech.button", "button")                                                                                     \
	X(WORD_SPEECH_HEADING, "ui.speech.heading", "heading")                                                                                  \
	X(WORD_SPEECH_CODE, "ui.speech.code", "A code for your phone. It opens {address}.")                                                     \
	X(WORD_SPEECH_DOT, "ui.speech.dot", "dot")                                                                                              \
	X(WORD_SPEECH_SLASH, "ui.speech.slash", "slash")                                                                                        \
	X(WORD_SPEECH_DASH, "ui.speech.dash", "dash")                                                                                           \
	X(WORD_SPEECH_AT, "ui.speech.at", "at")                                                                                                 \
	X(WORD_SPEECH_CLEARS, "ui.speech.clears", "This screen clears itself in {n} seconds.")                                                  \
	X(WORD_SIZE, "ui.size", "Size of the words")                                                                                            \
	X(WORD_SIZE_NORMAL, "ui.size.normal", "Normal")                                                                                         \
	X(WORD_SIZE_LARGE, "ui.size.large", "Large")                                                                                            \
	X(WORD_SIZE_LARGEST, "ui.size.largest", "Largest")                                                                                      \
	X(WORD_LOWER, "ui.lower", "Lower the buttons")                                                                                          \
	X(WORD_ABOUT, "ui.about", "Using this screen")                                                                                          \
	X(WORD_ABOUT_WORDS, "ui.about.words", "Touch Reading to change the language, the size of the words or the colours.")                    \
	X(WORD_ABOUT_STILL, "ui.about.still", "You can stop all movement there too.")                                                           \
	X(WORD_ABOUT_LISTEN, "ui.about.listen", "Plug in headphones and touch Listen. The screen then reads to you alone.")                     \
	X(WORD_ABOUT_KEYS, "ui.about.keys", "Where this screen has keys, they do all that touch can do.")                                       \
	X(WORD_ABOUT_REACH, "ui.about.reach", "Too high? Touch Reading, then Lower the buttons.")                                               \
	X(WORD_ABOUT_TIME, "ui.about.time", "There is no hurry. You can ask for more time as often as you like.")                               \
	X(WORD_ABOUT_LIMITS, "ui.about.limits", "Some voices sound like a robot. Some languages are not checked yet.")                          \
	X(WORD_ABOUT_TESTED, "ui.about.tested", "We test this screen against WCAG 2.2 and EN 301 549.")                                         \
	X(WORD_ABOUT_TELL, "ui.about.tell", "Does something not work for you? Tell anyone who works here.")                                     \
	X(WORD_MON, "ui.day.mon", "Monday")                                                                                                     \
	X(WORD_TUE, "ui.day.tue", "Tuesday")                                                                                                    \
	X(WORD_WED, "ui.day.wed", "Wednesday")                                                                                                  \
	X(WORD_THU, "ui.day.thu", "Thursday")                                                                                                   \
	X(WORD_FRI, "ui.day.fri", "Friday")                                                                                                     \
	X(WORD_SAT, "ui.day.sat", "Saturday")                                                                                                   \
	X(WORD_SUN, "ui.day.sun", "Sunday")                                                                                                     \
	X(WORD_MON_SHORT, "ui.day.mon.short", "Mon")                                                                                            \
	X(WORD_TUE_SHORT, "ui.day.tue.short", "Tue")                                                                                            \
	X(WORD_WED_SHORT, "ui.day.wed.short", "Wed")                                                                                            \
	X(WORD_THU_SHORT, "ui.day.thu.short", "Thu")                                                                                            \
	X(WORD_FRI_SHORT, "ui.day.fri.short", "Fri")                                                                                            \
	X(WORD_SAT_SHORT, "ui.day.sat.short", "Sat")                                                                                            \
	X(WORD_SUN_SHORT, "ui.day.sun.short", "Sun")                                                                                            \
	X(WORD_MONDAYS, "ui.days.mon", "Mondays")                                                                                               \
	X(WORD_TUESDAYS, "ui.days.tue", "Tuesdays")                                                                                             \
	X(WORD_WEDNESDAYS, "ui.days.wed", "Wednesdays")                                                                                         \
	X(WORD_THURSDAYS, "ui.days.thu", "Thursdays")                                                                                           \
	X(WORD_FRIDAYS, "ui.days.fri", "Fridays")                                                                                               \
	X(WORD_SATURDAYS, "ui.days.sat", "Saturdays")                                                                                           \
	X(WORD_SUNDAYS, "ui.days.sun", "Sundays")                                                                                               \
	X(WORD_JAN, "ui.month.1", "Jan")                                                                                                        \
	X(WORD_FEB, "ui.month.2", "Feb")                                                                                                        \
	X(WORD_MAR, "ui.month.3", "Mar")                                                                                                        \
	X(WORD_APR, "ui.month.4", "Apr")                                                                                                        \
	X(WORD_MAY, "ui.month.5", "May")                                                                                                        \
	X(WORD_JUN, "ui.month.6", "Jun")                                                                                                        \
	X(WORD_JUL, "ui.month.7", "Jul")                                                                                                        \
	X(WORD_AUG, "ui.month.8", "Aug")                                                                                                        \
	X(WORD_SEP, "ui.month.9", "Sep")                                                                                                        \
	X(WORD_OCT, "ui.month.10", "Oct")                                                                                                       \
	X(WORD_NOV, "ui.month.11", "Nov")                                                                                                       \
	X(WORD_DEC, "ui.month.12", "Dec")                                                                                                       \
	X(WORD_DATE, "ui.date", "{weekday} {mday} {month}")                                                                                     \
	X(WORD_AM, "ui.time.am", "{h}am")                                                                                                       \
	X(WORD_PM, "ui.time.pm", "{h}pm")                                                                                                       \
	X(WORD_EVENING, "ui.time.evening", "{h}pm")                                                                                             \
	X(WORD_NIGHT, "ui.time.night", "{h}pm")                                                                                                 \
	X(WORD_NOON, "ui.time.noon", "noon")                                                                                                    \
	X(WORD_MIDNIGHT, "ui.time.midnight", "midnight")

enum word {
#define X(name, key, english) name,
	WORDS(X)
#undef X
	    WORD_COUNT
};

/* The key and the English of a word. */
const char *word_key(enum word word);
const char *word_english(enum word word);

/* The English of the word with that key, or NULL when no word has it. */
const char *word_find(const char *key);

#endif
