#!/usr/bin/env python3
"""Every text of the shipped packs through Debian's dictionaries, aspell's and hunspell's.

A word is right when one dictionary of its language knows it, when it stands in a name that
English texts give (names stay English), or when tests/spelling/<language>.txt has it: names,
and words that are right and unknown to the dictionaries. Those lists stay sorted, and hold
no word that nothing needs. What is no dictionary of worth is said, not passed over in silence.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report  # noqa: E402

# aspell's and hunspell's dictionary of each language; Latin words of the rest are names.
DICTIONARIES = {"en": ("en_GB", "en_GB"), "cy": ("cy", None), "pl": ("pl", "pl_PL"), "ro": ("ro", "ro_RO"), "uk": ("uk", "uk_UA"),
                "ar": ("ar", "ar"), "fa": ("fa", "fa"), "pt": ("pt_PT", "pt_PT")}
# Tried: aspell-pa knows four in ten of the words here and aspell-bn seven; hunspell-bn takes half of all nonsense.
WITHOUT = {"ur": "Debian has no dictionary", "pa": "aspell-pa lacks most everyday words",
           "bn": "aspell-bn lacks a third of everyday words, and hunspell-bn finds half of those that are wrong"}
LATIN = {"en", "cy", "pl", "ro", "pt"}
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0654\u0670\u0900-\u0963\u0966-\u0dff\u200c\u200d])*")


def texts(language):
    """(file, key, text) of every pack that has the language."""
    for path in sorted((ROOT / "config/packs").glob(f"*/text/{language}.json")):
        for key, text in json.loads(path.read_text(encoding="utf-8")).items():
            if key not in ("language.direction", "language.state"):
                yield path.relative_to(ROOT), key, text


def words_of(text, language):
    """Words as a dictionary has them: English and Ukrainian keep their apostrophes, others part there ("mae'r")."""
    text = unicodedata.normalize("NFC", re.sub(r"\{[a-z0-9]+\}", " ", text)).replace("\u2019", "'")
    for at in re.finditer(rf"{WORD.pattern}(?:'{WORD.pattern})*", text):
        parts = [at.group()] if language in ("en", "uk") else at.group().split("'")
        for part in parts:
            if len(part) > (1 if len(parts) == 1 else 2):
                yield part


def unknown(words, language):
    """Those that no dictionary of the language knows."""
    aspell, hunspell = DICTIONARIES[language]
    commands = [["aspell", "-d", aspell, "--encoding=utf-8", "list"]]
    if hunspell:
        commands.append(["hunspell", "-i", "utf-8", "-d", hunspell, "-w"])
    left = set(words)
    for command in commands:
        done = subprocess.run(command, input="\n".join(sorted(left)), capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"})
        if done.returncode != 0 or "error" in done.stderr.lower():
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
        left &= set(done.stdout.split("\n"))
    return left - {""}


def names():
    """The words of the names that the English texts give."""
    return {word for _, key, text in texts("en") if key.endswith(".name") for word in words_of(text, "en")}


def check_language(report, language, named):
    path = ROOT / "tests/spelling" / f"{language}.txt"
    listed = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
    places = {}
    for file, key, text in texts(language):
        for word in words_of(text, language):
            if language in LATIN or not re.match("[A-Za-z]", word):
                places.setdefault(word, f"{file}: {key}")
    foreign = named | {part for name in named for part in re.split("'", name)} if language != "en" else set()
    wrong = unknown({word for word in places if word not in foreign}, language)
    wrong = {word.lower() if word.lower() in listed else word for word in wrong}
    bad = sorted(wrong - set(listed))
    report.say(places and not bad, f"{language}: every word is spelled as a dictionary has it",
               "\n".join(f"{places[word]}: \"{word}\"; correct it, or add it to tests/spelling/{language}.txt if it is right" for word in bad))
    idle = sorted(set(listed) - wrong)
    report.say(not idle and listed == sorted(set(listed)), f"{language}: its list of other words is sorted and has none that nothing needs",
               f"not needed: {idle}")
    turned = {word[::-1] for word in places if len(word) > 3}
    found = len(unknown(turned, language))
    report.say(found * 5 >= len(turned) * 4, f"{language}: words spelled backwards are found", f"{found} of {len(turned)}")
    report.figure(f"{language}: {len(places)} words, {len(listed)} of them from the list; {found} of {len(turned)} nonsense words found")


def main():
    report = Report()
    named = names()
    for language in DICTIONARIES:
        check_language(report, language, named)
    shipped = {path.stem for path in (ROOT / "config/packs").glob("*/text/*.json")}
    for language, why in WITHOUT.items():
        report.figure(f"{language}: not checked, {why}")
    report.say(shipped <= set(DICTIONARIES) | set(WITHOUT), "each language that is shipped is checked, or said not to be", f"{shipped}")
    report.end()


if __name__ == "__main__":
    main()
