"""Users' own additions: what they add, and what is said about a file that does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.claims.actor_names import NameIndex
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.cues import Cues
from counterclaim.claims.reader import ClaimReader
from counterclaim.errors import UsageError
from counterclaim.reference import Reference, load_reference

EVERY_KIND = """
[groups."NEW FRONT"]
name = "New Front of Testland"
names = ["NFT"]
doubtful = ["Front"]
home = ["SDN"]
source = "own desk, 2026"

[groups.RSF]
names = ["RSF militia of Testland"]

[[memberships.membership]]
actor = "NEW FRONT"
party = "SDN"
role = "auxiliary"
from = 2026-01-31
source = "own desk, 2026"

[[memberships.person]]
names = ["Testa Testowa"]
actor = "NEW FRONT"

[[memberships.territory]]
actor = "TESTVILLE"
state = "SDN"
names = ["Testville"]

[[bodies.body]]
actor = "media"
class = "media"
name = "The Testville Times"

[countries.SDN]
regions = ["Testshire"]

[roles.kind.forces]
nouns = ["levyman"]

[roles.before]
vigilante = "rebels"

[[cues.verb]]
stance = "asserts"
frames = ["clause", "quote"]
lemmas = ["aver"]

[kinds.class]
projectile = ["firebolt"]

[[places.place]]
name = "Testville"
country = "SDN"
latitude = 13.5
longitude = 25.1
precision = 1

[tolls.verbs]
killed = ["unalive"]

[conflict]
signs = ["vigilante"]
"""


def loaded(folder: Path, text: str) -> Reference:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return load_reference(path)


def test_additions_extend_every_kind_of_table_and_change_nothing_else(tmp_path: Path) -> None:
    shipped = load_reference()
    before = repr(shipped.tables)
    own = loaded(tmp_path, EVERY_KIND)
    names = NameIndex(own)
    for surface, actor in (("NFT", "NEW FRONT"), ("RSF militia of Testland", "RSF"), ("Testshire", "SDN")):
        named = names.get(surface)
        assert named is not None
        assert named.actor == actor
    assert names.get("Front") is None
    assert Memberships(own).party("NEW FRONT", "2026-02-01")[0] == "SDN"
    assert Memberships(own).party("NEW FRONT", "2026-01-30")[0] == "NEW FRONT"
    assert "aver" in Cues(own).verbs
    assert own.table("kinds")["class"]["projectile"].endswith(" firebolt")
    assert own.table("roles")["before"]["vigilante"] == "rebels"
    assert "unalive" in own.table("tolls")["verbs"]["killed"]
    assert repr(shipped.tables) == before
    assert ClaimReader(own).extractor != ClaimReader(shipped).extractor


def test_the_version_is_that_of_the_words(tmp_path: Path) -> None:
    one = loaded(tmp_path, '[conflict]\nsigns = ["vigilante"]\n')
    again = tmp_path / "copy.toml"
    again.write_bytes((tmp_path / "own.toml").read_bytes())
    other = tmp_path / "other.toml"
    other.write_text('[conflict]\nsigns = ["raider"]\n')
    assert one.version == load_reference(again).version
    assert len({one.version, load_reference(other).version, load_reference().version}) == 3
    assert load_reference() is load_reference(None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "[[places.place]]\nname = 'Q'\ncountry = 'SDN'\nlatitude = 111\nlongitude = 3\nprecision = 3",
            ["places.place], entry 1 (Q)", "latitude = 111", "from -90 to 90"],
        ),
        (
            "[[places.place]]\nname = 'Q'\ncountry = 'SDN'\nlatitude = 1\nlongitude = nan\nprecision = 3",
            ["longitude = nan", "from -180 to 180"],
        ),
        ("[group.X]\nname = 'X'", ["table [group]", "no such table", "did you mean 'groups'?"]),
        ("[furniture]", ["table [furniture]", "no such table"]),
        ("groups = 3", ["table [groups]", "3 is no table"]),
        ("[groups.X]\nname = 'X'\nhome = ['SDN']", ["table [groups.X]", "'source' is missing", "name, home, source"]),
        ("[groups.lower]\nname = 'X'", ["'lower' can't be added", "a new code in capitals"]),
        (
            "[groups.X]\nname = 'X'\nhome = ['SDN']\nsource = 's'\nnickname = 'Y'",
            ["takes no 'nickname'", "names, people"],
        ),
        ("[groups.X]\nname = 'X'\nhome = 'SDN'\nsource = 's'", ["home = 'SDN'", "a list of words"]),
        ("[groups.X]\nname = 'X'\nhome = ['SUD']\nsource = 's'", ["table [groups.X]", "home = 'SUD'", "alpha-3"]),
        ("[groups.SDN]\nname = 'X'\nhome = ['SDN']\nsource = 's'", ["SDN is Sudan", "no state's"]),
        (
            "[groups.X]\nname = 'Hamas'\nhome = ['SDN']\nsource = 's'",
            ["'Hamas' stands for HAMAS already", "`doubtful`"],
        ),
        ("[groups.HAMAS]\nname = 'Other'", ["table [groups.HAMAS]", "would change what is there"]),
        ("[countries.XXX]\nnames = ['X']", ["'XXX' can't be added", "alpha-3"]),
        ("[[cues.verb]]\nlemmas = ['aver']", ["table [cues.verb], entry 1 (['aver'])", "'stance' is missing"]),
        (
            "[[cues.verb]]\nlemmas = ['aver']\nframes = ['clauses']\nstance = 'asserts'",
            ["frames = 'clauses'", "did you mean 'clause'?"],
        ),
        ("[cues.verb]\nlemmas = ['aver']", ["table [cues.verb]", "[[cues.verb]] before each entry"]),
        ("[[memberships.membership]]\nactor='NOBODY'\nparty='SDN'\nrole='r'\nsource='s'", ["entry 1", "'NOBODY'"]),
        (
            "[[memberships.membership]]\nactor='TALIBAN'\nparty='PAK'\nrole='r'\nsource='s'\nfrom='2022-01-01'",
            ["entry 1 (TALIBAN)", "stands for AFG from 2021-08-15", "days outside of these"],
        ),
        (
            "[[memberships.membership]]\nactor='FANO'\nparty='ETH'\nrole='r'\nsource='s'\nfrom='January 2022'",
            ["entry 1 (FANO)", "from = 'January 2022'", "a day as in 2026-01-31"],
        ),
        (
            "[[memberships.membership]]\nactor='FANO'\nparty='ETH'\nrole='r'\nsource='s'\nfrom=2022-02-01\nto=2022-01-01",
            ["entry 1 (FANO)", "from before to"],
        ),
        (
            "[[bodies.body]]\nname='X'\nactor='media'\nclass='paper'",
            ["class = 'paper'", "one of igo, institute, media"],
        ),
        ("[[places.place]]\nname='X'\nlatitude='13N'", ["latitude = '13N'", "a number"]),
        ("[roles.kind.soldiers]\nnouns = ['x']", ["table [roles.kind]", "it has no 'soldiers'"]),
        ("[roles.before]\nrebel = 'police'", ["would change what is there"]),
        ("[roles.before]\nx = 'rebel'", ["one of", "did you mean 'rebels'?"]),
        ("[conflict]\nenough = 1", ["it can't be changed"]),
        ("[conflict]\nsigns = ['']", ["a word without space around it"]),
        ("[kinds.class]\nprojectile = ['fire bolt']", ["single words"]),
        ("[groups.X]\nname = X", ["is no valid TOML", "line 2"]),
    ],
)
def test_a_file_that_does_not_fit_is_told_where_and_why(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        loaded(tmp_path, text)
    message = str(error.value)
    assert [part for part in ("own.toml", *parts) if part not in message] == [], message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml.*No such file"):
        load_reference(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="can't be read"):
        load_reference(tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8 at byte 0"):
        load_reference(tmp_path / "bytes.toml")
