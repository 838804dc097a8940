"""Files of an outbox as a screen writes them (config/schema/counts.schema.json, glass.schema.json)."""
import datetime
import json


def day_of(text, more=0):
    return (datetime.date.fromisoformat(text) + datetime.timedelta(days=more)).isoformat()


def counts(month, **more):
    return {"format": 1, "month": month, "packs": "uk-base 2026-10-07, example-hub 2026-10-07", "one_in": 8, "visits": 25, "finished": "*",
            "codes": {"total": 15, "offers": {"baby-course": 10, "debt": "*"}}, **more}


def glass(day, **more):
    return {"format": 1, "day": day, "program": "0.1.0", "since": f"{day}T09:00:00Z", "packs": [{"id": "uk-base", "day": "2026-10-07"}], "content": None,
            "failed": None, "languages": ["en", "ur"],
            "health": {"content": "fine", "pictures": True, "fonts": True, "speech": "off", "counts": "on", "lines_due": 2, "faults": 0}, **more}


def put_counts(folder, month, **more):
    (folder / f"counts-{month}.json").write_text(json.dumps(counts(month, **more)))


def put_glass(folder, day, **more):
    (folder / f"glass-{day}.json").write_text(json.dumps(glass(day, **more)))
