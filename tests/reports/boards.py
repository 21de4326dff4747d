"""The overview as a test reads it."""


def parts(client, query: str = "period=2024-H1") -> dict[str, dict]:
    """The parts of the page by the name of what makes them: the id, else the template."""
    bands = client.get(f"/?{query}").context["bands"]
    found = [part for band in bands for part in (*band["wide"], *band["narrow"])]
    return {part.get("id") or part["template"].rpartition("/")[2].partition(".")[0]: part for part in found}


def numbers_open_their_rows(client, part: dict) -> int:
    """How many cells of a part's table were opened; each shows the number it was opened for."""
    opened = 0
    for row in part["table"]["rows"]:
        for cell in row:
            if cell["url"] and "/bao-cao/?" not in cell["url"]:
                assert client.get(cell["url"]).context["figure"]["value"] == cell["text"]
                opened += 1
    return opened
