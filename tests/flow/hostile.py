#!/usr/bin/env python3
"""Hand-written packs that try to take help away (S2, S3, S18, S21, S33 to S38).

Each attempt is one change to a hub, or to a pack laid on it, on a copy of the shipped
packs. `signpost-admin check` must end with 1 and say the rule, the file, the line, the
item and what to do. For one attempt of each kind: `prove` does not prove what cannot be
merged; the kiosk does not show it: it falls to what stands below, says why on stderr,
and the first line of the nation is still there.
"""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, build_folder, pair, run  # noqa: E402

LINE = "national-domestic-abuse-helpline"
NUMBER = "0808 2000 247"
CHECK = {"source": "example.org", "checked": "2026-11-01", "checked_by": "A person"}


class Packs:
    """uk-base and example-hub in a folder of their own, to be spoiled."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("uk-base", "example-hub"):
            shutil.copytree(ROOT / "config/packs" / name, folder / name)

    def names(self):
        return [self.folder / name for name in sorted(p.name for p in self.folder.iterdir())]

    def pack(self, change, name="example-hub"):
        path = self.folder / name / "pack.json"
        pack = json.loads(path.read_text(encoding="utf-8"))
        change(pack)
        path.write_text(json.dumps(pack, indent=2, ensure_ascii=False), encoding="utf-8")

    def text(self, words, language="en", name="example-hub"):
        path = self.folder / name / f"text/{language}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        texts.update(words)
        path.write_text(json.dumps(texts, indent=2, ensure_ascii=False), encoding="utf-8")

    def offer(self, offer, words=None, name="example-hub"):
        self.pack(lambda p: p["offers"].append(offer), name)
        self.text({f"{offer['id']}.{part}": value for part, value in (words or {}).items()}, name=name)

    def council(self, **more):
        """A made-up council's pack between the two."""
        pack = {"format": 1, "id": "a-council", "layer": "council", "owner": "A council, made up", "updated": "2026-10-07", "needs": ["uk-base"],
                "nation": "england", "hub": {"example": True}, "offers": []}
        pack.update(more)
        (self.folder / "a-council/text").mkdir(parents=True)
        (self.folder / "a-council/pack.json").write_text(json.dumps(pack, indent=2), encoding="utf-8")
        (self.folder / "a-council/text/en.json").write_text("{}", encoding="utf-8")


def fills(**more):
    return lambda packs: packs.offer({"id": LINE, "fills": True, **more})


def words(key, value, language="en"):
    return lambda packs: packs.text({key: value}, language)


def course(said, **more):
    """An offer of the hub whose words say that it is for two."""
    return lambda packs: packs.offer({"id": "evening", "kind": "workshop", "channels": [{"kind": "ask"}], **more}, {"name": "An evening", "body": said})


def line(said=None, **more):
    offer = {"id": "our-line", "kind": "support_line", "topics": ["domestic_abuse"], "people": ["anyone"], "safety": True, "hours": "always",
             "channels": [{"kind": "phone", "value": "01632 960555"}], **CHECK, **more}
    said = {"name": "Our line", "title": "Free support line", "body": "They listen.", "who": "For anyone.", **(said or {})}
    return lambda packs: packs.offer({k: v for k, v in offer.items() if v is not None}, said)


def setting(**more):
    return lambda packs: packs.pack(lambda p: p.update(more))


def drop_layer(packs):
    packs.pack(lambda p: p.update(layer="nation", needs=[]))


def same_id(packs):
    packs.pack(lambda p: p.update(id="uk-base", needs=[]))


def two_nations(packs):
    shutil.copytree(packs.folder / "uk-base", packs.folder / "uk-copy")
    packs.pack(lambda p: p.update(id="uk-copy"), "uk-copy")
    path = packs.folder / "uk-copy/pack.json"
    path.write_text(path.read_text(encoding="utf-8").replace(NUMBER, "01632 960001"), encoding="utf-8")


def other_nation(packs):
    packs.council(nation="wales")
    packs.pack(lambda p: p.update(needs=["uk-base", "a-council"]))


def example_on_a_real_council(packs):
    packs.council(hub={"languages": ["en"]})
    packs.pack(lambda p: p.update(needs=["uk-base", "a-council"]))


def ring(packs):
    packs.council(needs=["uk-base", "example-hub"])
    packs.pack(lambda p: p.update(needs=["uk-base", "a-council"]))


def joint_again(flag):
    def change(packs):
        packs.council(hosts=["example.org"], offers=[{"id": "two-evenings", "kind": "workshop", "joint": flag == "joint", "conflict": True,
                                                       "channels": [{"kind": "web", "value": "https://example.org/two-evenings"}]}])
        packs.text({"two-evenings.name": "Two evenings", "two-evenings.body": "Tea and talk."}, name="a-council")
        packs.pack(lambda p: p.update(needs=["uk-base", "a-council"], hide=["two-evenings"]))
        packs.offer({"id": "both-evenings", "kind": "workshop", "channels": [{"kind": "web", "value": "https://example.org/two-evenings"}]},
                    {"name": "Evenings", "body": "Tea and talk."})
    return change


def unjoint_of_the_council(packs):
    joint_again("joint")(packs)
    packs.pack(lambda p: p.update(hide=[]))
    packs.offer({"id": "two-evenings", "fills": True, "joint": False})


def question(packs):
    packs.pack(lambda p: p.update(questions=[{"id": "fear", "kind": "ordinary", "options": [{"id": "a", "signals": []}, {"id": "b", "signals": []}]}]))


# name, rule, file, item, what the message says, change
ATTEMPTS = [
    ("hides the abuse line", "S18", "pack.json", LINE, "cannot be hidden", setting(hide=[LINE])),
    ("hides 999", "S18", "pack.json", "emergency-999", "cannot be hidden", setting(hide=["emergency-999"])),
    ("hides NHS 111", "S18", "pack.json", "nhs-111-england", "cannot be hidden", setting(hide=["nhs-111-england"])),
    ("hides a crisis line", "S18", "pack.json", "samaritans", "cannot be hidden", setting(hide=["samaritans"])),
    ("hides the children's line", "S18", "pack.json", "childline", "cannot be hidden", setting(hide=["childline"])),
    ("hides the line about how one acts", "S18", "pack.json", "respect-phoneline", "cannot be hidden", setting(hide=["respect-phoneline"])),
    ("hides a question", "S14", "pack.json", "fear", "cannot be hidden", setting(hide=["fear"])),
    ("hides a filler", "S14", "pack.json", "filler-sleep", "cannot be hidden", setting(hide=["filler-sleep"])),
    ("renames the abuse line", "S37", "text/en.json", f"{LINE}.name", "its words stay as they are", words(f"{LINE}.name", "Knitting club")),
    ("renames it in Urdu only", "S37", "text/ur.json", f"{LINE}.name", "its words stay as they are", words(f"{LINE}.name", "بنائی", "ur")),
    ("says another title", "S37", "text/en.json", f"{LINE}.title", "its words stay as they are", words(f"{LINE}.title", "For emergencies only")),
    ("adds small print to it", "S37", "text/en.json", f"{LINE}.small", "its words stay as they are", words(f"{LINE}.small", "Closed this month.")),
    ("rewords 999", "S37", "text/en.json", "emergency-999.small", "its words stay as they are", words("emergency-999.small", "Press 55 at once.")),
    ("changes its number", "S37", "pack.json", LINE, "cannot be changed", fills(channels=[{"kind": "phone", "value": "01632 960001"}])),
    ("changes its address", "S37", "pack.json", LINE, "cannot be changed", fills(channels=[{"kind": "web", "value": "https://example.org/help"}])),
    ("expires it", "S37", "pack.json", LINE, "cannot be changed", fills(valid={"until": "2026-11-01"})),
    ("lets it begin next year", "S37", "pack.json", LINE, "cannot be changed", fills(valid={"from": "2027-11-01"})),
    ("marks it joint: true", "S37", "pack.json", LINE, "cannot be changed", fills(joint=True)),
    ("marks it joint: false", "S37", "pack.json", LINE, "cannot be changed", fills(joint=False)),
    ("marks it conflict", "S37", "pack.json", LINE, "cannot be changed", fills(conflict=True)),
    ("marks it no safety item", "S37", "pack.json", LINE, "said where it begins", fills(safety=False)),
    ("takes it to another nation", "S37", "pack.json", LINE, "cannot be changed", fills(nations=["scotland"])),
    ("gives it to staff", "S37", "pack.json", LINE, "cannot be changed", fills(audience="staff")),
    ("makes a page of it", "S37", "pack.json", LINE, "cannot be changed", fills(kind="page")),
    ("changes its hours", "S37", "pack.json", "mens-advice-line", "cannot be changed",
     lambda p: p.offer({"id": "mens-advice-line", "fills": True, "hours": [{"days": "mon", "open": "10:00", "close": "10:05"}]})),
    ("changes its topics", "S37", "pack.json", LINE, "cannot be changed", fills(topics=["gambling"])),
    ("changes whom it is for", "S37", "pack.json", LINE, "cannot be changed", fills(people=["older"])),
    ("forges the day of its check", "S37", "pack.json", LINE, "cannot be changed", fills(checked="2026-11-20", checked_by="Nobody")),
    ("forges its source", "S37", "pack.json", LINE, "cannot be changed", fills(source="example.org")),
    ("doubts its number", "S37", "pack.json", LINE, "cannot be changed", fills(doubt="number and hours")),
    ("brings a line of the same id", "S37", "pack.json", LINE, "same id", lambda p: p.offer({"id": LINE, "kind": "support_line"})),
    ("brings a line of the same name", "S37", "pack.json", "our-line", "has the name of the safety item", line({"name": "National Domestic Abuse Helpline"})),
    ("brings a line of nearly the same name", "S37", "pack.json", "our-line", "has the name of the safety item", line({"name": "samaritans."})),
    ("gives its number another name", "S37", "pack.json", "our-line", "is the number of the safety item",
     line(channels=[{"kind": "phone", "value": "0808 2000 247"}])),
    ("gives the number of Samaritans to an event", "S37", "pack.json", "evening", "is the number of the safety item",
     course("Tea and talk.", kind="page", channels=[{"kind": "phone", "value": "116123"}])),
    ("brings an emergency number of its own", "S6", "pack.json", "our-line", "stands in the nation's pack only", line(topics=["emergency"])),
    ("brings an abuse line that nobody signs", "S37", "pack.json", "our-line", "is a safety item", line(safety=None)),
    ("brings a children's line that nobody signs", "S37", "pack.json", "our-line", "a line that children are shown",
     line(topics=["listening"], audience="children", safety=None)),
    ("brings an abuse line marked joint", "S3", "pack.json", "our-line", "is never \"joint\"", line(joint=True)),
    ("brings a line without a check", "S33", "pack.json", "our-line", "needs \"checked\"", line(checked=None, checked_by=None)),
    ("brings a line without a source", "S33", "pack.json", "our-line", "needs \"source\"", line(source=None)),
    ("brings a line without hours", "S33", "pack.json", "our-line", "needs \"hours\"", line(hours=None)),
    ("brings a line without a way to reach it", "S33", "pack.json", "our-line", "needs \"channels\"", line(channels=None)),
    ("brings a course with the topic of abuse lines", "S37", "pack.json", "circle", "a safety topic is given where the offer begins",
     lambda p: (p.council(offers=[{"id": "circle", "kind": "workshop", "channels": [{"kind": "ask"}]}]),
                p.text({"circle.name": "Circle", "circle.body": "Tea."}, name="a-council"),
                p.pack(lambda q: q.update(needs=["uk-base", "a-council"])),
                p.offer({"id": "circle", "fills": True, "topics": ["domestic_abuse"]}))),
    ("rewords a question", "S14", "text/en.json", "fear.ask", "its words stay as they are", words("fear.ask", "Are you happy?")),
    ("rewords a question in Urdu only", "S14", "text/ur.json", "fear.ask", "its words stay as they are", words("fear.ask", "کیا آپ خوش ہیں؟", "ur")),
    ("rewords an answer", "S14", "text/en.json", "worries.not-coping", "its words stay as they are", words("worries.not-coping", "I am fine")),
    ("rewords a filler", "S14", "text/en.json", "filler-sleep.ask", "its words stay as they are", words("filler-sleep.ask", "Are you afraid?")),
    ("brings questions of its own", "S14", "pack.json", "", "nation", question),
    ("rewords a boundary", "S21", "text/en.json", "msg-every-family.boundary", "stays as it is", words("msg-every-family.boundary", "It is normal.")),
    ("brings a message without a boundary", "S21", "text/en.json", "calm.boundary", "this text is missing",
     lambda p: (p.pack(lambda q: q.update(messages=[{"id": "calm", "theme": "calm"}])), p.text({"calm.line": "Rows are normal.", "calm.more": "All have them."}))),
    ("brings a message with an empty boundary", "S21", "text/en.json", "calm.boundary", "names nothing",
     lambda p: (p.pack(lambda q: q.update(messages=[{"id": "calm", "theme": "calm"}])),
                p.text({"calm.line": "Rows are normal.", "calm.more": "All have them.", "calm.boundary": "Have a nice day."}))),
    ("rewords Clear", "S37", "text/en.json", "ui.clear", "stand in the nation pack only", words("ui.clear", "Submit")),
    ("rewords the strip", "S37", "text/en.json", "ui.line", "stand in the nation pack only", words("ui.line", "Knitting")),
    ("rewords who is looking, in Urdu", "S37", "text/ur.json", "ui.who.accompanied", "stand in the nation pack only", words("ui.who.accompanied", "میں", "ur")),
    ("rewords the trace that a scan leaves", "S37", "text/en.json", "ui.code.trace", "stand in the nation pack only", words("ui.code.trace", "It is secret.")),
    ("says that a call will not show", "S31", "text/en.json", "riverside-parents-circle.small", "nobody can promise",
     words("riverside-parents-circle.small", "A call will not show on your bill.")),
    ("is for couples and not marked", "S3", "pack.json", "evening", "add \"joint\": true", course("An evening for couples.")),
    ("is for couples and marked joint: false", "S3", "pack.json", "evening", "add \"joint\": true", course("Bring your partner.", joint=False)),
    ("is mediation and not marked", "S3", "pack.json", "evening", "add \"joint\": true", course("Mediation with tea.")),
    ("is for couples in Urdu only", "S3", "pack.json", "evening", "add \"joint\": true",
     lambda p: (course("An evening.")(p), p.text({"evening.body": "جوڑوں کے لیے ایک شام۔"}, "ur"))),
    ("is about rows and not marked", "S3", "pack.json", "evening", "add \"conflict\": true", course("How to stop arguing.")),
    ("is couple counselling called a help line", "S3", "pack.json", "our-line", "add \"joint\": true",
     line({"body": "Couple counselling by phone."}, topics=["relationship"], safety=None)),
    ("un-joints an offer below", "S3", "pack.json", "two-evenings", "stays one", unjoint_of_the_council),
    ("hides a joint offer and brings it unmarked", "S3", "pack.json", "both-evenings", "same page as the hidden", joint_again("joint")),
    ("hides a conflict offer and brings it unmarked", "S3", "pack.json", "both-evenings", "same page as the hidden", joint_again("conflict")),
    ("claims to be a nation pack", "S10", "pack.json", "", "both nation packs", drop_layer),
    ("has the id of uk-base", "merge", "pack.json", "uk-base", "two packs have this id", same_id),
    ("comes with a second nation pack", "S10", "pack.json", "", "both nation packs", two_nations),
    ("is in another nation than its council", "S35", "pack.json", "example-hub", "make them the same", other_nation),
    ("stands in a ring of needs", "merge", "pack.json", "a-council", "laid over it", ring),
    ("calls itself an example on a real council", "S37", "pack.json", "example-hub", "is no example", example_on_a_real_council),
    ("calls itself an example with a real phone", "S37", "pack.json", "", "is real", lambda p: p.pack(lambda q: q["hub"].update(phone="01962 841841"))),
    ("calls itself an example with a real page", "S37", "pack.json", "", "is real",
     lambda p: p.pack(lambda q: (q["hub"].update(page="https://hants.gov.uk/hub"), q["hosts"].append("hants.gov.uk")))),
    ("calls itself an example with a real course", "S37", "pack.json", "evening", "is real",
     lambda p: (p.pack(lambda q: q["hosts"].append("hants.gov.uk")), course("Tea.", channels=[{"kind": "web", "value": "https://hants.gov.uk/x"}])(p))),
    ("sends to a host that nobody listed", "S28", "pack.json", "evening", "not in the list", course("Tea.", channels=[{"kind": "web", "value": "https://example.net/x"}])),
    ("puts a query on a safety link", "S28", "pack.json", "our-line", "no part after the question mark",
     line(channels=[{"kind": "phone", "value": "01632 960555"}, {"kind": "web", "value": "https://example.org/a?b=c"}])),
    ("dials by code", "S29", "pack.json", "our-line", "leave a call log", line(channels=[{"kind": "web", "value": "tel:01632960555"}])),
    ("names a retired service", "S36", "text/en.json", "evening.body", "4 November 2024", course("Ask for ANI at the desk.")),
    ("names a retired service in Urdu", "S36", "text/ur.json", "riverside-parents-circle.body", "4 November 2024",
     words("riverside-parents-circle.body", "فارمیسی میں ANI کہیں۔", "ur")),
    ("gives a retired number", "S36", "text/en.json", "evening.small", "31 March 2014", lambda p: (course("Tea.")(p), p.text({"evening.small": "Or 0845 46 47."}))),
]

# What the kiosk shows and says, where it is not England's line and the words of check: the
# nation is that of the council; each pack of a ring waits for the other.
OTHERWISE = {"is in another nation than its council": ("0808 80 10 800", "make them the same"), "stands in a ring of needs": (NUMBER, "left out")}

# What a hub may do, and what must not help it.
REORDERS = [
    ("brings a second national line, first in its pack", line(nations=["england"])),
    ("brings twelve lines", lambda p: [line(id=f"our-line-{i}", nations=["england"], channels=[{"kind": "phone", "value": f"01632 9605{i:02}"}])(
        type("Named", (), {"offer": lambda _, o, w: p.offer(o, {**w, "name": f"Our line {i}"})})()) for i in range(12)]),
    ("brings a line about how one acts", line(topics=["domestic_abuse", "own_behaviour"], nations=["england"])),
    ("brings a line for everybody", line(people=["anyone", "women", "men", "lgbt", "deaf", "older", "honour", "someone_else", "parents"], nations=["england"])),
]
OWN = ["emergency-999", LINE, "mens-advice-line", "galop", "karma-nirvana", "signhealth", "hourglass", "womens-aid-chat", "respect-phoneline"]


def attempt(report, kiosk, admin, row, looked):
    name, rule, file, item, says, change = row
    packs = Packs(kiosk.folder / "hostile" / name.replace(" ", "-").replace(":", "").replace(",", "").replace("'", ""))
    change(packs)
    folders = packs.names()
    done = run([admin, "check", "--json", *folders], env=kiosk.environment())
    try:
        found = [one for group in json.loads(done.out)["sets"] for one in group["findings"] if one["severity"] == "error"]
    except ValueError:
        report.say(False, f"{rule}: a hub that {name} is refused by check", done)
        return
    mine = [one for one in found if one["rule"] == rule and says in one["says"] and one["file"].endswith(file) and (not item or one["item"].startswith(item.split(".")[0]))]
    whole = [one for one in mine if one["line"] > 0 or not item or one["item"] in ("example-hub", "uk-base", "a-council") or file.startswith("text")]
    report.say(done.status == 1 and whole, f"{rule}: a hub that {name} is refused by check", f"{found}\n{done.err}")
    kind = (rule, says)
    with report.lock:
        if kind in looked:
            return
        looked.add(kind)
    if " cannot be " in says or "stay as they are" in says:
        done = run([admin, "prove", *folders], env=kiosk.environment())
        report.say(done.status == 1 and "not proved" in done.out and says in done.out, f"{rule}, S9: prove refuses a hub that {name}", done)
    number, said = OTHERWISE.get(name, (NUMBER, says))
    looks = ['tap "Touch to start"', 'tap "Free support line, day and night"', "expect-screen lines"]
    done, screen = kiosk.look(looks, packs=folders)
    shown = screen is not None and screen.says(number) and not screen.says("01632 960001") and not screen.says("Knitting")
    report.say(said in done.err and shown, f"{rule}: the kiosk does not show a hub that {name}, says why, and shows the nation's line", done)


def order(report, kiosk, admin, row):
    """S2, S18, S4: what a hub may bring stands behind the lines of the nation."""
    name, change = row
    packs = Packs(kiosk.folder / "hostile" / name.replace(" ", "-").replace(",", ""))
    change(packs)
    folders = packs.names()
    done = run([admin, "check", *folders], env=kiosk.environment())
    report.say(done.status == 0, f"S18: a hub that {name} is fine by check", done)
    visits = kiosk.file("visits")
    visits.write_text("who=just-me fear=yes\nwho=just-me own=yes\nwho=just-me\n", encoding="utf-8")
    done = run([admin, "route", *folders, "--answers", visits, "--now", kiosk.now], env=kiosk.environment())
    cards = [[card["offers"] for card in json.loads(out)["cards"] if card["kind"] == "support"][0] for out in done.out.strip().split("\n")]
    nation = [o for o in cards[0] if not o.startswith("our-line")]
    good = cards[0][0] == LINE and cards[1][0] == "respect-phoneline" and cards[1][1] == LINE and cards[2][0] == LINE
    report.say(good and set(nation) >= set(OWN[1:]) and cards[0][:len(nation)] == nation, f"S18: it pushes no line of the nation back ({name})", cards)


def main():
    build = build_folder()
    report, admin = Report(), build / "signpost-admin"
    with Kiosk(build) as kiosk:
        looked = set()
        pair(lambda row: attempt(report, kiosk, admin, row, looked), ATTEMPTS)
        pair(lambda row: order(report, kiosk, admin, row), REORDERS)
        report.figure(f"{len(ATTEMPTS)} attempts")
    report.end()


main()
