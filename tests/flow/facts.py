#!/usr/bin/env python3
"""Facts from outside: the nations (S35), what is overdue (S33), languages (S38), and
what a window for families shows (S37)."""
import hashlib
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, build_folder, run  # noqa: E402

LEADS = {"england": "national-domestic-abuse-helpline", "wales": "live-fear-free", "scotland": "scotland-domestic-abuse-helpline",
         "northern-ireland": "northern-ireland-abuse-helpline"}
PEOPLE = ["--lead", "Ann Example, domestic abuse lead", "--second", "Bo Example, hub manager"]


def packs_in(folder, change=lambda pack: None, top="example-hub"):
    """uk-base and the top in a folder, the top changed."""
    for name in ("uk-base", top):
        shutil.copytree(ROOT / "config/packs" / name, folder / name)
    path = folder / top / "pack.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    change(pack)
    path.write_text(json.dumps(pack, indent=2, ensure_ascii=False), encoding="utf-8")
    return [folder / "uk-base", folder / top]


def nations(report, kiosk, admin):
    for top in ("example-hub", "hampshire", "northumberland"):
        for nation, lead in LEADS.items():
            packs = packs_in(kiosk.folder / f"{top}-{nation}", lambda p: p.update(nation=nation), top)
            done = run([admin, "check", *packs], env=kiosk.environment())
            good = done.status == 0
            visits = kiosk.file("visits")
            visits.write_text("who=just-me fear=yes\nwho=someone-with-me\n", encoding="utf-8")
            done = run([admin, "route", *packs, "--answers", visits, "--now", kiosk.now], env=kiosk.environment())
            cards = [[card for card in json.loads(line)["cards"] if card["kind"] == "support"][0]["offers"] for line in done.out.strip().split("\n")]
            others = [offer for card in cards for offer in card if offer in LEADS.values() and offer != lead]
            report.say(good and all(card[0] == lead for card in cards) and not others,
                       f"S35: {top} in {nation}: check finds no error, and the nation's own line leads the support card", f"{cards}\n{done}")
            if top == "example-hub":
                done = run([admin, "prove", *packs], env=kiosk.environment())
                report.say(done.status == 0, f"S35, S9: the proof holds for {top} in {nation}", done)


def overdue(report, kiosk, admin):
    """S33: check tells which lines are due, with the day, also as JSON."""
    done = run([admin, "check", "--json", "--now", "2027-01-06", *kiosk.packs], env=kiosk.environment())
    found = [one for group in json.loads(done.out)["sets"] for one in group["findings"] if "to be checked again by" in one["says"]]
    due = {one["item"]: one["says"] for one in found}
    report.say(set(due) >= {"mens-advice-line", "live-fear-free", LEADS["england"]} and "samaritans" not in due and
               all("by 2027-01-05: 1 days overdue" in says for says in due.values()) and "its hours are hidden" in due["mens-advice-line"] and
               "hidden" not in due["live-fear-free"], "S33: check --json names each line that is due, with the day", due)
    done = run([admin, "check", "--json", "--now", "2027-01-05", *kiosk.packs], env=kiosk.environment())
    found = [one for group in json.loads(done.out)["sets"] for one in group["findings"] if "to be checked again by" in one["says"]]
    report.say(not found, "S33: none of them the day before", found)


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def written(path, value):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")


def languages(report, kiosk, admin):
    """S38: which languages a hub that is no example offers."""
    def hub(name, state="checked", without=None, draft=None, english=None):
        """Both packs with an Urdu in which a second person has checked all, but for what is named."""
        packs = packs_in(kiosk.folder / name, lambda p: p["hub"].pop("example"))
        for pack in packs:
            source, path = json.loads((pack / "text/en.json").read_text(encoding="utf-8")), pack / "text/ur.json"
            texts = json.loads(path.read_text(encoding="utf-8"))
            texts.update({"language.state": state, **{key: texts.get(key, "ur " + words) for key, words in source.items()}})
            texts.pop(without, None)
            marks = {key: {"state": "checked", "source": digest(source[key]), "text": digest(words), "day": "2026-11-20", "by": "Ann Example",
                           "checked_by": "Bo Example"} for key, words in texts.items() if key in source}
            if draft in marks:
                marks[draft].update(state="draft")
                marks[draft].pop("checked_by")
            if english in source:
                written(pack / "text/en.json", {**source, english: source[english] + " Yes."})
            written(path, texts)
            written(pack / "review/ur.json", {"format": 1, "marks": marks})
        return packs

    def offered(packs):
        done = run([admin, "sign-off", "--show", *packs], env=kiosk.environment())
        shown = kiosk.script(['tap "Touch to start"'], packs=packs, options=["--lang", "ur"])
        line = [line for line in done.out.split("\n") if line.startswith("Nation:")] or [""]
        return line[0].split("Languages:")[-1].split(), shown.status == 0, done.err + run([admin, "check", *packs], env=kiosk.environment()).out

    found = offered(hub("ur-checked"))
    report.say(found[:2] == (["en", "ur"], True), "S38: a language in which a second person checked all safety texts is offered", found)
    found = offered(hub("ur-draft", state="draft"))
    report.say(found[:2] == (["en"], False) and "S38" in found[2], "S38: a draft is not offered", found)
    gaps = ["fear.ask", "filler-sleep.ask", "ui.clear", "ui.line", "ui.code.trace", "samaritans.body", "msg-every-family.boundary"]
    ways = (("without", "that lacks it", "has no translation"), ("draft", "where it is a draft", "a draft that nobody has checked"),
            ("english", "where its English has changed", "its English has changed"))
    for key in gaps:
        for way, words, reason in ways:
            found = offered(hub(f"ur-{way}-{key}", **{way: key}))
            line = [line for line in found[2].split("\n") if f": {key}: \"ur\" is not offered: " in line and "uk-base/text/ur.json" in line]
            report.say(found[:2] == (["en"], False) and line and reason in line[0], f"S38: {key}: nor one {words}; check names language, file, text and why",
                       found)


def window(report, kiosk, admin, build):
    """S37: the program as the service runs it, with the driver that has no screen."""
    env = kiosk.environment(SDL_VIDEODRIVER="dummy")
    packs = packs_in(kiosk.folder / "live", top="hampshire")

    def live(*options):
        return run(["timeout", "-s", "TERM", "2", build / "signpost-kiosk", "--window", "--size", "800x480", "--assets", ROOT / "assets", *options, *packs], env=env)

    done = live()
    report.say("hampshire/sign-off.json: nobody has signed" in done.err, "S37: a window for families says that nobody has signed", done)
    done = live("--preview")
    report.say("this is a preview" in done.err and "nobody has signed" not in done.err, "S37: --preview shows it and says that it is one", done)
    done = live("--now", "2026-11-23T10:30")
    report.say("this is a preview" in done.err, "S37: so does a rehearsal of another day", done)
    done = run([admin, "sign-off", *packs, *PEOPLE], env=kiosk.environment())
    report.say(done.status == 0, "S37: two people sign", done)
    record = json.loads((packs[-1] / "sign-off.json").read_text(encoding="utf-8"))
    import jsonschema
    schema = json.loads((ROOT / "config/schema/sign-off.schema.json").read_text(encoding="utf-8"))
    report.say(jsonschema.validators.validator_for(schema)(schema).is_valid(record), "the record is as its schema says", record)
    done = live()
    report.say(done.err == "", "S37: then a window for families shows it, and says nothing", done)


def main():
    build = build_folder()
    report, admin = Report(), build / "signpost-admin"
    with Kiosk(build) as kiosk:
        nations(report, kiosk, admin)
        overdue(report, kiosk, admin)
        languages(report, kiosk, admin)
        window(report, kiosk, admin, build)
    report.end()


main()
