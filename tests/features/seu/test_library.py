"""The learning library: kept by admins, looked through by everybody, each by their own lights."""

from datetime import timedelta

import pytest

from bot.features.seu import FEATURE
from bot.features.seu.actions.library_reading import read_file
from tests.features.desk import ANA, BEN, CHLOE, EXTREMES, Desk, elements_of, options_of, text_of
from tests.features.seu.library_scene import CSV, GUIDE, added, imported, of, opened, press, titles, with_an_admin


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return with_an_admin(desk)


@pytest.fixture
async def filled(desk: Desk) -> Desk:
    """The library keeps four things in three languages, and the guide, which came later."""
    assert "*4 added to the library.*" in text_of((await imported(desk)).form)
    desk.clock.advance(timedelta(minutes=1))
    assert "*Added:* *<https://scrumguides.org|The Scrum Guide>*" in text_of((await added(desk)).form)
    return desk


async def test_an_empty_library_says_who_fills_it(desk: Desk) -> None:
    assert "An admin of this workspace can fill it" in text_of(await opened(desk))
    shown = await opened(desk, ANA)
    assert "Add what your people might read" in text_of(shown)
    assert "submit" not in shown
    assert "The library is empty." in text_of((await press(desk, shown, "seu:library_manage", person=ANA)).form)


async def test_it_shows_ones_own_language_first_and_then_what_is_new(filled: Desk) -> None:
    shown = await opened(filled)
    assert titles(shown) == ["The Scrum Guide", "Flow", "Meetup", "Kanban basics", "Réussir"]
    assert "*<https://scrumguides.org|The Scrum Guide>*\n📖 To read  ·  30 min  ·  English" in text_of(shown)
    assert "🎓 Course  ·  8 h  ·  German" in text_of(shown)
    assert titles(await opened(filled, CHLOE))[0] == "Réussir"
    home = await filled.click(BEN, "seu:library", "home", home=True)
    assert titles(home.form) == titles(shown)


async def test_it_is_narrowed_by_kind_language_and_text(desk: Desk) -> None:
    await imported(desk, CSV + "".join(f"Book {n},,60,reading,fr\n" for n in range(3)))
    shown = await opened(desk)
    choices = [[one["value"] for one in element["options"]] for element in elements_of(shown) if "options" in element]
    assert choices == [["all", "reading", "watching", "event", "course"], ["all", "en", "de", "fr"]]
    french = (await press(desk, shown, "seu:library_language", "fr")).form
    assert "Réussir" in text_of(french)
    assert "Flow" not in text_of(french)
    watched = (await press(desk, french, "seu:library_kind", "watching")).form
    assert "There is nothing of this kind here." in text_of(watched)
    every = (await press(desk, (await press(desk, watched, "seu:library_language", "all")).form, "seu:library_kind", "all")).form
    assert titles(every) == titles(shown)
    found = (await desk.submit(BEN, every, {"search": "REUSS"})).form
    assert titles(found) == ["Réussir"]
    nothing = (await desk.submit(BEN, found, {"search": "100%"})).form
    assert "Nothing here has “100%” in its title." in text_of(nothing)
    assert titles(await opened(desk, text="reussir")) == ["Réussir"]
    assert "Nothing here has “import a car”" in text_of(await opened(desk, text="import a car"))


async def test_two_hundred_things_have_pages(desk: Desk) -> None:
    await imported(desk, "title,minutes,category\n" + "".join(f"Book {n},60,reading\n" for n in range(200)))
    shown = await opened(desk)
    assert "1 to 10 of 200." in text_of(shown)
    more = (await press(desk, shown, "seu:library_after", "1")).form
    assert "11 to 20 of 200." in text_of(more)
    assert "1 to 10 of 200." in text_of((await press(desk, more, "seu:library_before", "0")).form)
    assert "191 to 200 of 200." in text_of((await press(desk, shown, "seu:library_after", "999")).form)
    ten = (await desk.submit(BEN, more, {"search": "book 1"})).form
    assert "1 to 10 of 111." in text_of(ten)


async def test_not_for_me_hides_it_for_this_person_alone_and_can_be_taken_back(filled: Desk) -> None:
    shown = await opened(filled)
    left = (await press(filled, shown, "seu:library_hide", of(shown, "Meetup"))).form
    assert "“Meetup” is hidden from you." in text_of(left)
    assert "Meetup" not in titles(await opened(filled))
    assert "Meetup" in titles(await opened(filled, CHLOE))
    assert "Not for me: 1" in text_of(left)
    hidden = (await press(filled, left, "seu:library_hidden")).form
    assert titles(hidden) == ["Meetup"]
    back = (await press(filled, hidden, "seu:library_show", of(hidden, "Meetup"))).form
    assert "“Meetup” stands in the library again." in text_of(back)
    assert "Nothing is hidden from you." in text_of(back)
    assert "Meetup" in titles((await press(filled, back, "seu:library_back")).form)


async def test_who_has_hidden_all_of_it_is_told_so(desk: Desk) -> None:
    await added(desk)
    shown = await opened(desk)
    left = await press(desk, shown, "seu:library_hide", of(shown, "Scrum Guide"))
    assert "All of it is hidden" in text_of(left.form)


async def test_the_same_press_that_comes_again_hides_nothing_that_was_shown_again(filled: Desk) -> None:
    shown = await opened(filled)
    meetup, private = of(shown, "Meetup"), shown["private_metadata"]
    at = {"view": "seu:library", "private": private}
    await filled.click(BEN, "seu:library_hide", meetup, trigger_id="trigger.hides", **at)
    await filled.click(BEN, "seu:library_show", meetup, **at)
    await filled.click(BEN, "seu:library_hide", meetup, trigger_id="trigger.hides", **at)
    assert "Meetup" in titles(await opened(filled))


async def test_an_admin_edits_retires_and_takes_back(filled: Desk) -> None:
    kept = await opened(filled, ANA, "manage")
    assert titles(kept) == ["Flow", "Kanban basics", "Meetup", "Réussir", "The Scrum Guide"]
    (menu, *_) = options_of(kept, "seu:library_more")
    edit = (await press(filled, kept, "seu:library_more", menu["Edit"], ANA)).form
    assert edit["callback_id"] == "seu:library_edit"
    told = await filled.submit(ANA, edit, {"minutes": "50", "language": "none"})
    assert "*Changed:*" in text_of(told.form)
    assert "🎬 To watch  ·  50 min" in text_of(told.form)
    gone = (await press(filled, told.form, "seu:library_more", menu["Retire"], ANA)).form
    assert "What people have logged of it stays theirs." in text_of(gone)
    assert "_retired_" in text_of(gone)
    assert "Flow" not in titles(await opened(filled))
    (*_, last) = options_of(gone, "seu:library_more")
    again = (await press(filled, gone, "seu:library_more", last["Take back"], ANA)).form
    assert "*Offered again:*" in text_of(again)
    assert "Flow" in titles(await opened(filled))
    assert "Manage the library" in (await press(filled, edit, "seu:library_manage", person=ANA)).form["title"]["text"]


async def test_an_admin_adds_from_the_list_and_finds_what_was_chosen_there(filled: Desk) -> None:
    kept = await opened(filled, ANA, "manage")
    searched = (await filled.submit(ANA, kept, {"search": "flow"})).form
    form = (await press(filled, searched, "seu:library_add", person=ANA)).form
    told = await filled.submit(ANA, form, GUIDE | {"title": "Flow again", "link": ""})
    assert "*Added:* *Flow again*" in text_of(told.form)
    assert titles(told.form).count("Flow") == 2
    assert titles((await press(filled, form, "seu:library_manage", person=ANA)).form) == ["Flow", "Flow"]


async def test_what_is_there_already_is_not_added_and_nothing_typed_is_lost(filled: Desk) -> None:
    again = await added(filled, title="Another title", link="http://www.scrumguides.org/")
    assert again.errors == {"title": "The library has “The Scrum Guide” already."}
    kept = await opened(filled, ANA, "manage")
    await press(filled, kept, "seu:library_more", f"retire:{of(kept, 'The Scrum Guide')}:0", ANA)
    assert "which is retired" in (await added(filled)).errors["title"]


async def test_each_field_says_what_is_wrong_with_it(desk: Desk) -> None:
    told = await added(desk, title=" ", link="scrumguides.org", minutes="0", category="work")
    assert sorted(told.errors) == ["category", "link", "minutes", "title"]
    told = await added(desk, title="x" * 201, link="https://" + "x" * 1_000)
    assert told.errors["title"] == "201 characters are too many; at most 200 fit."
    assert sorted(told.errors) == ["link", "title"]


ADMINS_ACTS = [
    ("seu:library_manage", "library"),
    ("seu:library_add", "library"),
    ("seu:library_more", "retire:r:0"),
    ("seu:library_import", "library"),
]


async def test_only_an_admin_changes_it_and_slack_is_asked_who_is_one(filled: Desk) -> None:
    refusal = "Only admins of this workspace change the library."
    for word in ("add", "import", "manage"):
        assert refusal in (await filled.command(BEN, f"/seu library {word}")).text
    kept, form = await opened(filled, ANA, "manage"), await opened(filled, ANA, "add")
    for action, value in ADMINS_ACTS:
        assert refusal in (await press(filled, kept, action, value)).text
    assert refusal in (await filled.submit(BEN, form, GUIDE)).notice
    filled.slack.silent = True
    filled.real.advance(timedelta(minutes=1))
    assert "could not ask Slack whether you are an admin" in (await filled.command(ANA, "/seu library add")).text


async def test_a_click_on_something_that_was_never_there_is_refused(filled: Desk) -> None:
    shown = await opened(filled)
    assert "I find no such thing in the library." in (await press(filled, shown, "seu:library_hide", "x")).text
    assert "I find no such thing" in (await press(filled, shown, "seu:library_more", "burn:x:0", ANA)).text


async def test_an_import_is_shown_first_and_done_once(filled: Desk) -> None:
    text = CSV.replace(",45,", ",60,") + "New,,5,reading,\nBad,,,hike,\nnew,,6,reading,\n"
    preview = (await filled.submit(ANA, await opened(filled, ANA, "import"), {"list_1": text})).form
    told = text_of(preview)
    assert "*1 new*  ·  1 changes  ·  3 are there already  ·  2 lines refused" in told
    assert "Line 7: it does not say how many minutes it takes.\nLine 7: “hike” is none of reading" in told
    assert "Line 8: line 6 is the same." in told
    assert "Line 2: Flow  ·  🎬 To watch  ·  1 h  ·  English  ·  before: Flow  ·  🎬 To watch  ·  45 min" in told
    assert (preview["callback_id"], preview["submit"]["text"]) == ("seu:library_save", "Import 2")
    assert "New" not in titles(await opened(filled))
    done = text_of((await filled.submit(ANA, preview)).form)
    assert "*1 added to the library.* 1 changed. 3 were there already." in done
    assert "This preview was imported before" in (await filled.submit(ANA, preview)).notice


async def test_a_line_that_is_refused_says_why(desk: Desk) -> None:
    bad = {
        ",,5,reading,": "it has no title.",
        f"{'x' * 201},,5,reading,": "the title has 201 characters; at most 200 fit.",
        f"a,https://{'x' * 1_000},5,reading,": "the link has 1008 characters; at most 1000 fit.",
        "b,ftp://old,5,reading,": "its link does not begin with https:// or http://, or has a space in it.",
        "c,,,reading,": "it does not say how many minutes it takes.",
        "d,,soon,reading,": "“soon” is no time from 1 minute to 24 hours.",
        "e,,5,,": "it does not say whether it is reading, watching, an event or a course.",
        "f,,5,hike,": "“hike” is none of reading, watching, event, course.",
        "g,,5,reading,Klingon": "“Klingon” is no language; write en, fr or English.",
        "h,,5,reading,,more": "it has 6 cells and the first line names 5",
        '"i"x,,5,reading,': "its quotation marks do not fit; all up to line 12 is left out.",
    }
    text = "title,link,minutes,category,language\n" + "\n".join(bad)
    told = text_of((await desk.submit(ANA, await opened(desk, ANA, "import"), {"list_1": text})).form)
    for line, sentence in enumerate(bad.values(), start=2):
        assert f"Line {line}: {sentence}" in told
    changed = "title,link,minutes,category,language\nFlow,,45,watching,fr\n"
    await imported(desk, changed)
    with_link = changed.replace("Flow,,", "Flow,https://talks.example/flow,")
    preview = (await desk.submit(ANA, await opened(desk, ANA, "import"), {"list_1": with_link})).form
    assert "another link" in text_of(preview)


async def test_a_preview_waits_a_day_and_one_that_changes_nothing_cannot_be_sent(filled: Desk) -> None:
    same = (await filled.submit(ANA, await opened(filled, ANA, "import"), {"list_1": CSV})).form
    assert "There is nothing to import." in text_of(same)
    assert "submit" not in same
    preview = (await filled.submit(ANA, await opened(filled, ANA, "import"), {"list_1": CSV + "New,,5,reading,\n"})).form
    filled.clock.advance(timedelta(days=1, minutes=1))
    assert "older than a day" in (await filled.submit(ANA, preview)).notice


async def test_what_is_no_csv_is_refused_beside_its_field(desk: Desk) -> None:
    form = await opened(desk, ANA, "import")
    assert form["callback_id"] == "seu:library_paste"
    assert list((await desk.submit(ANA, form, {"list_1": "The Scrum Guide"})).errors) == ["list_1"]
    desk.slack.scopes = {"files:read"}
    desk.slack.files["F1"] = (ANA, b"title\xff\n")
    form = (await press(desk, await opened(desk, ANA, "manage"), "seu:library_import", person=ANA)).form
    state = {"file": {"value": {"type": "file_input", "files": [{"id": "F1"}]}}}
    told = await desk.send(
        {
            "type": "view_submission",
            "user": {"id": ANA},
            "team": {"id": desk.workspace},
            "view": {**form, "id": "V1", "hash": "h", "state": {"values": state}},
        }
    )
    assert "not UTF-8 from line 1 on" in told.errors["file"]


async def test_what_is_kept_comes_out_as_a_file_or_to_copy_and_goes_in_elsewhere(filled: Desk) -> None:
    told = await filled.command(BEN, "/seu library export")
    assert "The learning library as CSV:" in told.text
    assert "title,link,minutes,category,language" in told.text
    assert "scope `files:write`" in told.text
    kept = await opened(filled, ANA, "manage")
    assert "`/seu library export` gives it to copy" in text_of((await press(filled, kept, "seu:library_export", person=ANA)).form)
    filled.slack.scopes = {"files:write"}
    assert "on its way to you" in text_of((await press(filled, kept, "seu:library_export", person=ANA)).form)
    content = filled.slack.sent[f"D{ANA}"].decode("utf-8-sig")
    assert "The Scrum Guide,https://scrumguides.org,30,reading,en\r\n" in content
    assert "on its way to you" in (await filled.command(BEN, "/seu library export")).text
    again = (await filled.submit(ANA, await opened(filled, ANA, "import"), {"list_1": content})).form
    assert "5 are there already" in text_of(again)


async def test_a_long_library_comes_out_in_parts(desk: Desk) -> None:
    await imported(desk, "title,minutes,category\n" + "".join(f"{'Long ' * 30}{n},60,reading\n" for n in range(300)))
    first = (await desk.command(BEN, "/seu library export 1")).text
    assert "part 1 of 2" in first
    assert "`/seu library export 2` gives the next one." in first
    assert "part 2 of 2" in (await desk.command(BEN, "/seu library export 9")).text
    assert "Long" in (await desk.store.read(read_file, desk.workspace)).decode()


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
async def test_extreme_words_can_be_kept_shown_and_looked_for(desk: Desk, text: str) -> None:
    title = text[:150]
    told = await added(desk, title=title, link="")
    assert told.errors or "*Added:*" in text_of(told.form)
    assert (await opened(desk, text=text))["title"]
    kept = await opened(desk, ANA, "manage")
    for menu in options_of(kept, "seu:library_more"):
        assert (await press(desk, kept, "seu:library_more", menu["Edit"], ANA)).form


async def test_the_library_speaks_to_admins_of_things_and_never_of_people(filled: Desk) -> None:
    assert FEATURE.forget_old is not None
    shown = await opened(filled)
    await press(filled, shown, "seu:library_hide", of(shown, "Meetup"))
    assert BEN not in text_of(await opened(filled, ANA, "manage"))
    assert "Not for me" not in text_of(
        (await press(filled, await opened(filled, ANA), "seu:library_back", person=ANA)).form["blocks"][-1]
    )
