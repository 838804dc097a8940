#!/usr/bin/env python3
"""The packs that are shipped: schema, checker, proof, and every visit of tests/visits."""
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, pair, run  # noqa: E402

PACKS = ("uk-base", "hampshire", "northumberland", "example-hub")


def schemas(report):
    import jsonschema
    found = {}
    for path in sorted((ROOT / "config/schema").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validators.validator_for(schema).check_schema(schema)
        found[path.name.split(".")[0]] = schema
    report.say(set(found) >= {"pack", "text", "review", "sign-off"}, "there is a schema for pack.json, texts, marks and sign-offs", f"found {sorted(found)}")
    for name in PACKS:
        folder = ROOT / "config/packs" / name
        for path in [folder / "pack.json", *sorted((folder / "text").glob("*.json")), *sorted((folder / "review").glob("*.json"))]:
            schema = found.get("pack" if path.name == "pack.json" else path.parent.name)
            if schema is None:
                continue
            validator = jsonschema.validators.validator_for(schema)(schema)
            errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in
                      validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
            report.say(not errors, f"schema: {path.relative_to(ROOT)}", "\n".join(errors))
    if "pack" in found:
        refuses(report, jsonschema, found["pack"])


def refuses(report, jsonschema, schema):
    """A schema that accepts everything would prove nothing."""
    pack = json.loads((ROOT / "config/packs/uk-base/pack.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    changes = {
        "an unknown key": lambda p: p.update(colour="blue"),
        "an unknown kind": lambda p: p["offers"][0].update(kind="advert"),
        "a layer of the wrong type": lambda p: p.update(layer=3),
        "hours that are no time": lambda p: p["offers"][0].update(hours=[{"days": "mon-fri", "open": "25:00", "close": "17:00"}]),
        "no id": lambda p: p.pop("id"),
    }
    for words, change in changes.items():
        other = json.loads(json.dumps(pack))
        change(other)
        report.say(not validator.is_valid(other), f"the schema refuses {words}")


def doubts():
    """Every doubt that a pack names: (file, item)."""
    named = set()
    for name in PACKS:
        path = f"config/packs/{name}/pack.json"
        for offer in json.loads((ROOT / path).read_text(encoding="utf-8"))["offers"]:
            if offer.get("doubt"):
                named.add((path, offer["id"]))
    return named


def check(report, admin):
    folders = [f"config/packs/{name}" for name in PACKS]
    done = run([admin, "check", *folders])
    report.say(done.status == 0, "signpost-admin check config/packs/* ends with 0", done)
    done = run([admin, "check", "--json", *folders])
    try:
        findings = [one for group in json.loads(done.out)["sets"] for one in group["findings"]]
    except (ValueError, KeyError) as why:
        report.say(False, "check --json is JSON", f"{why}\n{done}")
        return
    known = doubts()
    # S37: nobody has signed the two councils' packs, and nobody did so for them here.
    unsigned = {one["file"] for one in findings if one["rule"] == "S37" and one["file"].endswith("sign-off.json")}
    report.say(unsigned == {f"config/packs/{name}/sign-off.json" for name in ("hampshire", "northumberland")},
               "S37: check names the sets that nobody has signed, and not the example", unsigned)
    other = [one for one in findings if one["severity"] != "note" and (one["file"], one["item"]) not in known and one["file"] not in unsigned]
    report.say(not other, "every warning is about a line that the packs mark as in doubt",
               "\n".join(f"{one['file']}:{one['line']}: {one['item']}: {one['says']}" for one in other))
    report.figure(f"check: {len(findings)} findings, {len(known)} lines in doubt")


def prove(report, admin):
    done = run([admin, "prove", "--json", *[f"config/packs/{name}" for name in PACKS]])
    try:
        groups = json.loads(done.out)["sets"]
    except (ValueError, KeyError) as why:
        report.say(False, "prove --json is JSON", f"{why}\n{done}")
        return
    report.say(done.status == 0 and len(groups) == 3, "signpost-admin prove holds for all", done)
    for group in groups:
        rules = [rule["rule"] for rule in group["rules"] if rule["holds"]]
        wanted = {"S1", "S2", "S3", "S4", "S5", "S6", "S12", "S13", "S14"}
        report.say(group["holds"] and group["complete"] and wanted <= set(rules), f"S9: the proof holds for {group['packs'][-1]}", json.dumps(group)[:600])
        report.figure(f"prove {group['packs'][-1]}: {group['visits']} visits in {group['states']} states, {group['milliseconds']} ms")


# ---- visits ----

def blocks():
    """(pack, now, [(where, visit, expected)]) of each part of the files."""
    for path in sorted((ROOT / "tests/visits").glob("*.visits")):
        pack, now, visits = "", "", []
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            line = line.strip()
            word = line.split(" ")[0] if line else "#"
            if word.startswith("#"):
                continue
            if word in ("pack", "now"):
                if visits:
                    yield pack, now, visits
                    visits = []
                pack, now = (line[5:].strip(), now) if word == "pack" else (pack, line[4:].strip())
                continue
            visit, _, expected = line.partition("=>")
            visits.append((f"{path.name}:{number}", visit.strip(), expected.split()))
        if visits:
            yield pack, now, visits


def holds(answer, wish):
    """Is one expectation of a visit so?"""
    kinds = [card["kind"] for card in answer["cards"]]
    leads = [card["offers"][0] for card in answer["cards"] if card["offers"]]
    why = {one["id"]: one["why"] for one in answer["withheld"]}
    what, _, value = wish.partition(":")
    if what == "cards":
        return kinds == value.split(",")
    if what == "first":
        return kinds[:1] == [value]
    if what in ("has", "no"):
        return (value in kinds) == (what == "has")
    if what == "lead":
        return value in leads
    if what in ("shows", "absent"):
        return (value in answer["offers"]) == (what == "shows")
    if what == "before":
        first, second = value.split(">")
        places = answer["offers"]
        return first in places and (second not in places or places.index(first) < places.index(second))
    if what == "why":
        offer, word = value.split("=")
        return why.get(offer, "shown") == word
    if what in ("browse", "no-browse"):
        return (value not in why) == (what == "browse")
    return any(card["kind"] == what and value in card["offers"] for card in answer["cards"])


def concern(visit):
    """S1: any answer to a safety question other than a plain No, given alone."""
    pairs = [word.split("=") for word in visit.split()]
    alone = False
    for question, answer in pairs:
        if question == "who":
            alone = answer == "just-me"
        elif alone and question in ("watch", "fear", "control", "hurt", "own") and answer != "no":
            return True
    return False


def flags(pack):
    """The ids of what S3 withholds, and of the abuse lines, of the pack and of uk-base."""
    conflict, abuse = set(), set()
    for folder in (pack, "config/packs/uk-base"):
        for offer in json.loads((ROOT / folder / "pack.json").read_text(encoding="utf-8"))["offers"]:
            if offer.get("joint") or offer.get("conflict"):
                conflict.add(offer["id"])
            if "domestic_abuse" in offer.get("topics", []):
                abuse.add(offer["id"])
    return conflict, abuse


def judge(pack, visit, expected, answer):
    # Under 16 there is a page of its own and no cards (S11): nothing is said of them.
    cards = answer["who"] != "under-16"
    wrong = [wish for wish in expected if (cards or wish.split(":")[0] in ("shows", "absent")) and not holds(answer, wish)]
    if concern(visit) and answer["who"] != "under-16":
        conflict, abuse = flags(pack)
        first = answer["cards"][0]
        # S6 stands above S2, with domestic abuse support on the same card.
        if first["kind"] not in ("support", "urgent") or not abuse & set(first["offers"]):
            wrong.append("S2: abuse support is not on the first card")
        if conflict & set(answer["offers"]):
            wrong.append(f"S3: shows {sorted(conflict & set(answer['offers']))}")
    return wrong


def route(report, admin):
    counted = concerns = 0
    for pack, now, visits in blocks():
        with tempfile.NamedTemporaryFile("w", suffix=".answers", encoding="utf-8") as file:
            file.write("".join(visit + "\n" for _, visit, _ in visits))
            file.flush()
            done = run([admin, "route", pack, "--now", now, "--answers", file.name])
        answers = [json.loads(line) for line in done.out.split("\n") if line]
        if not report.say(done.status == 0 and len(answers) == len(visits), f"route answers {len(visits)} visits of {pack} at {now}", done):
            continue
        for (where, visit, expected), answer in zip(visits, answers):
            wrong = judge(pack, visit, expected, answer)
            counted += 1
            concerns += concern(visit)
            if wrong:
                report.say(False, f"route {where}: {', '.join(wrong)}", f"{visit}\n{json.dumps(answer)[:1200]}")
    report.say(counted >= 40, f"route answers {counted} visits as a family worker would, {concerns} of them with a concern")


def main():
    build = build_folder()
    admin = build / "signpost-admin"
    report = Report()
    pair(lambda part: part(), [lambda: schemas(report), lambda: check(report, admin), lambda: prove(report, admin), lambda: route(report, admin)])
    report.end()


if __name__ == "__main__":
    main()
