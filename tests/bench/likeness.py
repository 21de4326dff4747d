"""How well likely duplicates are told: python -m tests.bench.likeness (not part of `make test`).

Precision and recall on the labelled pairs, false pairs among 5,000 distinct names, and how long thousands take.
"""

import csv
import itertools
import time
from pathlib import Path

from core.likeness import SAME
from core.likeness.bodies import likeness
from core.likeness.index import Index
from core.likeness.names import Names

PAIRS = Path(__file__).with_name("likeness_pairs.csv")
DISTINCT = 5000

KINDS = (
    "Bệnh viện Nhi {}", "Bệnh viện Mắt {}", "Bệnh viện Tim {}", "Bệnh viện Ung bướu {}", "Bệnh viện Phụ sản {}",
    "Bệnh viện Da liễu {}", "Bệnh viện Tâm thần {}", "Bệnh viện Phổi {}", "Bệnh viện Đại học {}", "Đại học Y {}",
    "Đại học Dược {}", "Đại học {}", "{} University of Technology", "{} Nursing College", "Viện Tim mạch {}",
    "Viện Nghiên cứu Vắc xin {}", "Trung tâm Ung thư {}", "Trung tâm Kiểm soát bệnh tật {}", "Sở Y tế {}",
    "Hội Điều dưỡng {}", "Hội Chữ thập đỏ {}", "Bệnh viện {} số 1", "Bệnh viện {} số 2", "Bệnh viện Quân y {}",
    "{} Dental Hospital", "Ngân hàng máu {}", "Viện Huyết học {}", "Bệnh viện Phục hồi chức năng {}",
    "Trung tâm Cấp cứu {}", "Quỹ Từ thiện {}", "thành phố {}", "Viện Dinh dưỡng {}", "Viện Pasteur {}",
    "Bệnh viện Y học cổ truyền {}", "Hội Tim mạch {}", "Tổng Lãnh sự quán tại {}", "Bệnh viện Thánh Maria {}",
)  # fmt: skip
"""Bodies of one town that are truly different."""
TOWNS = Path(__file__).with_name("towns.txt").read_text(encoding="utf-8").split()


def labelled() -> list[tuple[bool, Names, Names, str]]:
    """(same, one, other, the pair in words); several names of one body stand apart by a bar."""
    found = []
    with PAIRS.open(encoding="utf-8") as file:
        for same, first, second, country, other in itertools.islice(csv.reader(file), 1, None):
            names = [
                Names.of([name.strip() for name in text.split("|")], code)
                for text, code in ((first, country), (second, other))
            ]
            found.append((same == "1", *names, f"{first} ~ {second}"))
    return found


def judged() -> tuple[float, float, list[str]]:
    """Precision, recall, and every pair that is told wrongly."""
    right = wrong = missed = 0
    faults = []
    for same, one, other, words in labelled():
        score = likeness(one, other).score
        told = score >= SAME
        right += told and same
        wrong += told and not same
        missed += same and not told
        if told != same:
            faults.append(f"{'missed' if same else 'false'} {score:.2f}  {words}")
    return right / (right + wrong), right / (right + missed), faults


def distinct(count: int = DISTINCT) -> dict[str, Names]:
    """Names of as many truly different bodies."""
    made = (kind.format(town.replace("-", " ")) for kind in KINDS for town in TOWNS)
    return {name: Names.of([name]) for name in itertools.islice(dict.fromkeys(made), count)}


def main() -> None:
    precision, recall, faults = judged()
    say(f"{len(labelled())} pairs: precision {precision:.3f}, recall {recall:.3f}", *faults)
    began = time.process_time()
    bodies = distinct()
    read = time.process_time()
    pairs = list(Index(bodies).pairs())
    done = time.process_time()
    say(
        f"{len(bodies)} distinct names: {len(pairs)} false pairs",
        *(f"{one} ~ {other}" for _s, one, other in pairs),
    )
    say(f"read in {read - began:.2f} s, compared with one another in {done - read:.2f} s of processor time")


def say(*lines: str) -> None:
    print(*lines, sep="\n")  # noqa: T201  the result


if __name__ == "__main__":
    main()
