"""How messages read: mrkdwn, dates in the reader's zone and language, nothing ever as markup."""

import html as markup
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.slack.text import plain, unescape
from tests.fakes.browser import use
from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import NOON_S, FakeRoom, Json, board, message, ts
from tests.rehearsal_page.pieces import chart

CHANNEL = {"U1": "C1", "U3": "C1", "U4": "C2"}


class Readers:
    """Ana, Chloé and Dev side by side; each test shows one of them a message and reads it on the page."""

    def __init__(self, room: FakeRoom, page: Page) -> None:
        self.room = room
        self.page = page
        self.minute = 0

    def read(self, shown: Json | str, person: str = "U1") -> Locator:
        """Show a message to a person and give its content."""
        self.minute += 1
        at = ts(self.minute)
        told = message(at, shown, user="U2") if isinstance(shown, str) else {**shown, "ts": at}
        self.room.show(person, messages={CHANNEL[person]: [told]})
        content = self.page.locator(f'[data-as={person}] [data-ts="{at}"] .content')
        content.wait_for()
        return content


@pytest.fixture(scope="module")
def seated(browser_of_worker: Browser) -> Iterator[Readers]:
    room = FakeRoom().start()
    with use(browser_of_worker):
        context = browser_of_worker.new_context(reduced_motion="reduce")
        watched = Watched(context.new_page(), room)
        readers = Readers(room, watched("?as=U1,U3,U4"))
    yield readers
    with use(browser_of_worker):
        watched.close()
        context.close()
    room.stop()


@pytest.fixture
def readers(browser: Browser, seated: Readers) -> Readers:
    return seated


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~ `code`", "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2 * 3 * 4, snake_case_name, a*b*c", "2 * 3 * 4, snake_case_name, a*b*c"),
        ("*not\nbold*", "*not<br>bold*"),
        ("`*raw* <https://x.example|y>`", "<code>*raw* &lt;https://x.example|y&gt;</code>"),
        ("before\n```a *b*\n  c &lt;d&gt;```after", "before<br><pre>a *b*\n  c &lt;d&gt;</pre>after"),
        ("said:\n&gt; one\n&gt; *two*\nend", "said:<br><blockquote>one<br><strong>two</strong></blockquote>end"),
        ("Tom &amp; &lt;b&gt;", "Tom &amp; &lt;b&gt;"),
        ("&amp;lt;", "&amp;lt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<javascript:alert(1)|press>", "&lt;javascript:alert(1)|press&gt;"),
        ("<!here> <!subteam^S1|@crew>", '<span class="mention me">@here</span> @crew'),
        (
            ":tada: :no_such_thing: 10:30:20",
            '<span class="emoji" role="img" aria-label="tada">🎉</span> :no_such_thing: 10:30:20',
        ),
        (
            "<https://a.example/_b_?c&amp;d|the *run*>",
            '<a href="https://a.example/_b_?c&amp;d" target="_blank" rel="noopener noreferrer">the *run*</a>',
        ),
        (
            "*<https://a.example|x>*",
            '<strong><a href="https://a.example" target="_blank" rel="noopener noreferrer">x</a></strong>',
        ),
        (
            "see https://a.example/b.",
            'see <a href="https://a.example/b" target="_blank" rel="noopener noreferrer">https://a.example/b</a>.',
        ),
    ],
)
def test_mrkdwn_reads_as_in_slack(readers: Readers, text: str, html: str) -> None:
    assert readers.read(text).inner_html() == html


@pytest.mark.parametrize(
    "typed",
    [
        "*loud* _soft_ ~gone~ `code`",
        "_*`all`*_",
        "**twice** __init__",
        "A* search *",
        "(~5 to ~7)",
        "`half",
        "x `*y*` z",
        "R&D *<b>*",
    ],
)
def test_somebodys_words_are_never_formatted_nor_break_the_formatting_around_them(readers: Readers, typed: str) -> None:
    words = plain(typed)
    shown = markup.escape(unescape(words), quote=False)
    assert readers.read(words).inner_html() == shown
    assert readers.read(f"_of {words}_ `/x {words}` *{words}*  ~{words}~").inner_html() == (
        f"<em>of {shown}</em> <code>/x {shown}</code> <strong>{shown}</strong>  <s>{shown}</s>"
    )


def test_a_mention_shows_the_name_and_marks_the_reader(readers: Readers) -> None:
    content = readers.read("<@U1> and <@U2|ben> in <#C2>")
    assert content.inner_text() == "@Ana Torres and @Ben Okafor in #team-checkout"
    expect(content.locator(".mention.me")).to_have_text("@Ana Torres")


def test_a_channel_that_is_named_opens(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [message(ts(1), "all is in <#C2>")]})
    page = opened()
    page.get_by_role("log").get_by_role("button", name="#team-checkout").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("team-checkout")


LATER = NOON_S + 90_061
SUMMER = 1_813_500_000
DATES = [
    ("U1", NOON_S, "{time}", "1:00 PM"),
    ("U3", NOON_S, "{time}", "13:00"),
    ("U4", NOON_S, "{time_secs}", "5:30:00 PM"),
    ("U3", NOON_S - 39_570, "{time_secs}", "02:00:30"),
    ("U1", NOON_S, "{date_pretty} at {time}", "Today at 1:00 PM"),
    ("U3", LATER, "{date_pretty}", "Demain"),
    ("U1", LATER, "ends {date_short_pretty}", "ends tomorrow"),
    ("U1", NOON_S + 3 * 86_400, "{date_long}", "Friday, December 4th"),
    ("U1", NOON_S + 3 * 86_400, "{date_short}", "Dec 4"),
    ("U1", SUMMER, "{date}", "June 20th, 2027"),
    ("U1", SUMMER, "{date_short}", "Jun 20, 2027"),
    ("U1", NOON_S, "{date_num}", "2026-12-01"),
    ("U4", NOON_S + 8 * 3_600, "{date_num}", "2026-12-02"),
    ("U3", NOON_S, "{date_num} {time}", "2026-12-01 13:00"),
    ("U3", NOON_S, "{date_short_pretty}", "Aujourd’hui"),
    ("U1", NOON_S, "{date_slash}", "12/01/2026"),
    ("U1", NOON_S, "{date_long_full}", "December 1, 2026"),
    ("U1", NOON_S - 7_300, "{ago}", "2 hours ago"),
    ("U1", NOON_S, "{no_such}", "as written"),
]


@pytest.mark.parametrize(("person", "instant", "template", "shown"), DATES)
def test_a_date_is_told_in_the_readers_zone_and_language(
    readers: Readers, person: str, instant: int, template: str, shown: str
) -> None:
    content = readers.read(f"<!date^{instant}^{template}|as written>", person)
    assert content.inner_text().replace("\u202f", " ") == shown


def test_a_date_may_carry_a_link(readers: Readers) -> None:
    link = readers.read(f"<!date^{NOON_S}^{{time}}^https://a.example/x|then>").get_by_role("link")
    expect(link).to_have_attribute("href", "https://a.example/x")
    expect(link).to_contain_text("1:00")


def test_the_app_speaks_in_blocks_and_its_fallback_text_is_not_shown(readers: Readers) -> None:
    blocks: list[Json] = [
        {"type": "header", "text": {"type": "plain_text", "text": ":coffee: Tea &amp; <b>"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Left*"}, {"type": "plain_text", "text": "*Right*"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Here: Ana"}]},
        {"type": "image", "image_url": "https://elsewhere.example/a.png", "alt_text": "A chart of dots"},
        {"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "loud", "style": {"bold": True}}, {"type": "user", "user_id": "U2"}]},
            {"type": "rich_text_list", "style": "ordered", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}]},
        ]},
        {"type": "hologram"},
    ]  # fmt: skip
    content = readers.read(board(ts(0), blocks))
    expect(content.locator("h3")).to_have_text("☕ Tea & <b>")
    expect(content.locator(".fields")).to_have_text("Left*Right*")
    expect(content.get_by_role("img", name="A chart of dots")).to_be_visible()
    expect(content.locator(".rich_text strong")).to_have_text("loud")
    expect(content.locator("ol li")).to_have_text("first")
    expect(content).to_contain_text("[hologram is not shown here]")
    expect(content).not_to_contain_text("a board")


def test_a_chart_is_a_table_of_its_numbers_with_the_longest_bar_for_the_largest(readers: Readers) -> None:
    shown = readers.read(board("", [chart("Draws")])).locator("table")
    expect(shown.locator("caption")).to_have_text("How 10,000 draws came out")
    expect(shown.locator("thead th")).to_have_text(["Week of", "% of the draws"])
    expect(shown.locator("tbody th")).to_have_text(["Mon 4 Jan", "Mon 11 Jan", "Mon 18 Jan 2027"])
    expect(shown.locator("tbody td")).to_have_text(["3", "72", "25"])
    drawn = shown.locator(".chart-bar")
    assert [one.get_attribute("aria-hidden") for one in drawn.all()] == ["true"] * 3
    small, large, middle = (one.evaluate("bar => bar.getBoundingClientRect().width") for one in drawn.all())
    assert small < middle < large
    assert large / middle == pytest.approx(72 / 25, rel=0.02)


def test_a_chart_of_several_series_and_one_of_segments_show_all_their_numbers(readers: Readers) -> None:
    several = readers.read(board("", [chart("Draws", "Done")])).locator("table")
    expect(several.locator("thead th")).to_have_text(["Week of", "Draws", "Done"])
    expect(several.locator("tbody tr").first.locator("td")).to_have_text(["3", "3"])
    cut = {"type": "pie", "segments": [{"label": "late", "value": 2}, {"label": "in time", "value": 7}]}
    pie = readers.read(board("", [{"type": "data_visualization", "title": "Items", "chart": cut}])).locator("table")
    expect(pie.locator("tbody tr")).to_have_text(["late2", "in time7"])
