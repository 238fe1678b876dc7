"""The player of traces, the drawing of the shop and the curve to draw: by mouse, by keyboard, without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible

LAB = "/lessons/l01-draw-the-shop/lab/"
CURVE = "/lessons/l25-flags/"


def open_lab(page: Page, live, query: str = "") -> None:
    page.goto(live.url + LAB + query)
    expect(page.locator("trace-player[data-ready]")).to_be_visible()


def film(page: Page, what: str):
    return page.evaluate(f"() => document.querySelector('trace-player').film.{what}")


def test_the_player_is_driven_by_keys_and_says_what_is_seen(page, live):
    open_lab(page, live)
    player = page.locator("trace-player")
    stage = player.get_by_role("group", name=re.compile("Space plays"))
    clock, state = player.locator("[data-clock]"), player.locator("[data-state]")
    player.get_by_text("This moment as a table").click()
    stage.focus()
    expect(clock).to_have_text("00:00")

    page.keyboard.press(".")  # two customers come at once
    expect(state).to_have_text(re.compile("1 waiting, 1 being worked on"))
    expect(player.locator("[data-live]")).to_have_text(re.compile("1 waiting"))
    row = player.locator("[data-table] tbody tr").first
    expect(row).to_have_text(re.compile(r"Counter\s*2\s*1 \(0%\)"))
    second = clock.text_content()
    page.keyboard.press(".")
    assert clock.text_content() != second
    page.keyboard.press(",")
    expect(clock).to_have_text(second)
    page.keyboard.press("End")
    expect(state).to_have_text(re.compile("0 waiting, 0 being worked on, 100 done"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert film(page, "time") > 0

    before = film(page, "time")
    page.keyboard.press("Space")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function(f"() => document.querySelector('trace-player').film.time > {before}")
    page.keyboard.press("Space")
    expect(player.get_by_role("button", name="Play")).to_be_visible()
    assert_accessible(page)


def test_buttons_and_the_slider_do_the_same(page, live):
    open_lab(page, live)
    player = page.locator("trace-player")
    player.get_by_role("button", name="Step").click()
    assert film(page, "time") > 0
    player.get_by_role("button", name="Back").click()
    assert film(page, "time") == 0
    player.get_by_role("button", name="Four times the speed").click()
    expect(player.get_by_role("button", name="Four times the speed")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert film(page, "speed") == 4
    slider = player.get_by_role("slider", name="Time")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert 0.4 < film(page, "time") / film(page, "trace.end") < 0.6
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d h \d+ min"))


def test_the_canvas_is_sharp_and_follows_the_theme(page, live):
    open_lab(page, live)
    page.evaluate("() => document.querySelector('trace-player').jump(158)")
    colours = """() => {
      const canvas = document.querySelector('trace-player canvas');
      const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(data.slice(at, at + 3).join());
      return [...seen];
    }"""
    ink = "34,29,23"
    assert ink in page.evaluate(colours)
    page.locator("theme-switch button").click()
    page.wait_for_function(f"() => !({colours})().includes('{ink}')")
    ratio = page.evaluate(
        "() => (({canvas}) => canvas.width / canvas.clientWidth)(document.querySelector('trace-player').stage)"
    )
    assert abs(ratio - page.evaluate("devicePixelRatio")) < 0.01


def test_under_reduced_motion_it_goes_from_event_to_event(new_page, live):
    page = new_page(reduced_motion=True)
    open_lab(page, live)
    page.evaluate("""() => {
      const player = document.querySelector('trace-player');
      window.times = new Set();
      const show = player.show.bind(player);
      player.film.show = (time) => { window.times.add(time); show(time); };
    }""")
    page.get_by_role("button", name="Four times the speed").click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => window.times.size >= 5")
    assert page.evaluate(
        "() => [...times].every((time) => document.querySelector('trace-player').trace.events.includes(time))"
    )
    assert film(page, "glide") == 0


def test_it_rests_off_screen_and_goes_on_where_it_was(page, live):
    open_lab(page, live)
    page.get_by_role("button", name="Play").click()
    page.evaluate("() => { document.querySelector('trace-player').style.marginTop = '9000px'; }")
    page.evaluate("() => scrollTo(0, 0)")
    page.wait_for_function("() => !document.querySelector('trace-player').seen")
    there = film(page, "time")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert film(page, "time") == there
    assert film(page, "playing")


def test_another_run_brings_another_player_and_back_keeps_it_alive(page, live):
    open_lab(page, live)
    page.evaluate("() => { window.first = document.querySelector('trace-player'); first.film.play(); }")
    field = page.get_by_role("textbox", name="Ovens in the kitchen")
    field.fill("2")
    field.press("Tab")
    page.wait_for_function(
        "() => document.querySelector('trace-player[data-ready]') && !window.first.isConnected"
    )
    assert page.evaluate("() => document.querySelector('trace-player').trace.stations[2].servers") == 2
    assert page.evaluate("() => window.first.listening.signal.aborted")
    page.goto(live.url + "/lessons/")
    page.go_back()
    expect(page.locator("trace-player[data-ready]")).to_be_visible()
    page.get_by_role("button", name="Step").click()
    assert film(page, "time") > 0


def test_without_javascript_the_trace_is_a_table(new_page, live):
    page = new_page(javascript=False)
    page.goto(live.url + LAB)
    table = page.get_by_role("table", name=re.compile("What happened to the first orders"))
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(page.get_by_text("And 350 more stops.")).to_be_visible()
    expect(page.locator(".player-machine")).to_be_hidden()


def test_an_arrow_is_drawn_by_key_and_by_mouse_and_the_shop_answers(page, live):
    open_lab(page, live)
    kitchen = page.get_by_role("button", name="Kitchen, goes on to rider")
    kitchen.focus()
    page.keyboard.press("Enter")
    expect(kitchen).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Counter, goes on to order book").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shop-problem")).to_have_text(re.compile("goes in a circle"))
    expect(page.locator("trace-player")).to_have_count(0)
    expect(page.locator("#shop-counter")).to_be_focused()
    expect(page).to_have_url(re.compile("kitchen_to=counter"))

    page.locator("#shop-kitchen").drag_to(page.locator("#shop-customer"))  # it waits until both stand still
    expect(page.locator(".shop-note").first).to_have_text(re.compile("There is no rider"))
    expect(page.locator("trace-player[data-ready]")).to_be_visible()


def test_the_ten_sentences_are_sorted_and_judged(page, live):
    open_lab(page, live)
    page.get_by_text("Sort the ten sentences").click()
    for number in (2, 4, 5):
        page.locator(f"#shop-sentence-{number}").check()
    page.get_by_role("button", name="Check my sorting").click()
    expect(page.locator(".shop-score")).to_have_text("5 of 10 sorted rightly.")
    expect(page.locator(".shop-sort li.wrong")).to_have_count(5)
    expect(page.locator("#shop-sentence-5")).to_be_checked()


def test_a_curve_is_drawn_by_a_stroke_by_keys_and_by_numbers(page, live):
    page.goto(live.url + CURVE)
    curve = page.locator("curve-draw[data-ready]")
    expect(curve).to_be_visible()
    fields = curve.locator("input[data-x]")
    chart = curve.locator(".curve-ground").bounding_box()
    page.mouse.move(chart["x"], chart["y"] + chart["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"], chart["y"] + chart["height"] * 0.8, steps=12)
    page.mouse.up()
    drawn = [float(field.input_value()) for field in fields.all()]
    assert drawn == sorted(drawn, reverse=True)
    assert len(set(drawn)) == len(drawn)

    handle = curve.get_by_role("slider").nth(1)
    handle.focus()
    page.keyboard.press("ArrowUp")
    assert float(fields.nth(1).input_value()) > drawn[1]
    expect(handle).to_have_attribute("aria-valuetext", re.compile(r"^[\d.]+ "))
    fields.nth(2).fill("50")
    expect(curve.get_by_role("slider").nth(2)).to_have_attribute("aria-valuenow", "50")


def test_another_rule_is_shown_at_the_same_moment_and_goes_on_playing(page, live):
    page.goto(live.url + "/lessons/l13-dealers-choice/lab/")
    expect(page.locator("trace-player[data-ready]")).to_be_visible()
    page.evaluate("() => document.querySelector('trace-player').jump(40)")
    player = page.locator("trace-player")
    results = player.locator(".player-results li")
    expect(results.first).to_have_attribute("aria-current", "true")
    gus = player.locator("[data-station]").nth(6)
    dealt = [int(text) for text in player.locator("[data-dealt]").all_text_contents()]
    assert max(dealt) - min(dealt) <= 1  # by turns: what was dealt is equal, the queues are not
    assert int(gus.locator("[data-waiting]").text_content()) > 10

    player.get_by_role("button", name="Two choices").click()
    expect(player.get_by_role("button", name="Two choices")).to_have_attribute("aria-pressed", "true")
    expect(results.nth(3)).to_have_attribute("aria-current", "true")
    expect(results.first).not_to_have_attribute("aria-current", "true")
    assert film(page, "time") == 40
    assert int(gus.locator("[data-waiting]").text_content()) < 5
    expect(player.locator("[data-live]")).to_have_text(re.compile("^Two choices. 40 min."))

    player.get_by_role("button", name="Play").click()
    player.locator(".player-stage").focus()
    page.keyboard.press("1")
    expect(player.get_by_role("button", name="Round robin", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert film(page, "playing")
    assert 40 <= film(page, "time") < 60
    assert_accessible(page)


def test_a_closed_station_says_so_and_only_then(page, live):
    page.goto(live.url + "/lessons/l09-pull-the-plug/lab/")
    expect(page.locator("trace-player[data-ready]")).to_be_visible()
    first = page.locator("[data-station]").first
    expect(first).not_to_have_class(re.compile("closed"))
    down = page.evaluate("() => document.querySelector('trace-player').trace.stations[0].down[0][0]")
    page.evaluate("(time) => document.querySelector('trace-player').jump(time)", down)
    expect(first).to_have_class(re.compile("closed"))
    expect(first.locator("[data-note]")).to_have_text("closed")
    expect(page.locator("[data-state]")).to_contain_text("Closed: Shop 1.")


def test_for_those_who_ask_for_no_motion_a_change_is_whole_at_once(live, new_page):
    """Not from parent to child, a frame each: a button that is seen before its word has no name meanwhile."""
    page = new_page(reduced_motion=True)
    page.goto(live.url + "/lessons/l13-dealers-choice/lab/")
    seen = page.evaluate(
        """() => {
          const player = document.querySelector("trace-player");
          const shown = () => [".player-bar", ".player-play", ".player-play span"]
            .map((one) => getComputedStyle(player.querySelector(one)).visibility);
          player.toggleAttribute("data-ready", false);
          const before = shown();
          player.toggleAttribute("data-ready", true);
          return [before, shown()];
        }"""
    )
    assert seen == [["hidden"] * 3, ["visible"] * 3]
