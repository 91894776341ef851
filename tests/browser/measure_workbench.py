"""Typing latency, memory and load time of the workbench with 40 rows (80 cells). Not a test.

    python -m tests.browser.measure_workbench [rows]

Prints, for a paragraph in the middle of the page: the time from a key press to the next painted
frame as the browser's Event Timing sees it (`duration`, in steps of 8 ms), the main thread's work
for each key from its trace (events, timers, style, layout and paint, in milliseconds), the
JavaScript heap and the time until the rows stand.
"""

import json
import statistics
import sys

from playwright.sync_api import sync_playwright

from tests.browser.workbench_page import Site, page, sample_rows

TEXT = "The quick brown lorry crosses the border at ten. " * 4
INPUT = {"keydown", "keypress", "keyup", "selectionchange"}  # keypress holds beforeinput and input
RENDER = {"UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize", "Commit"}


def cpu(event):
    # Time on the processor where the trace has it: other programs do not count.
    return event.get("tdur", event["dur"])


def keys_of(trace):
    """(milliseconds of main-thread work for each key, the longest task)."""
    events = sorted((e for e in trace if e.get("ph") == "X"), key=lambda e: e["ts"])

    def type_of(event):
        is_input = event["name"] == "EventDispatch"
        return event["args"].get("data", {}).get("type") if is_input else None

    starts = [e["ts"] for e in events if type_of(e) == "keydown"]
    thread = next(e["tid"] for e in events if type_of(e) == "keydown")
    own = [e for e in events if e["tid"] == thread]
    counted = [
        e for e in own if type_of(e) in INPUT or e["name"] in RENDER or e["name"] == "TimerFire"
    ]
    ends = [*starts[1:], starts[-1] + 100_000]
    work = [
        sum(cpu(e) for e in counted if start <= e["ts"] < end) / 1000
        for start, end in zip(starts, ends, strict=True)
    ]
    longest = max(cpu(e) for e in own if e["name"] == "RunTask" and e["ts"] >= starts[0]) / 1000
    return work, longest


def measure(browser, url, selector, ready):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable")
    tab.goto(url)
    tab.wait_for_selector(ready)
    load = tab.evaluate("performance.now()")
    tab.evaluate(
        """() => {
          window.durations = [];
          new PerformanceObserver((list) => {
            for (const e of list.getEntries()) if (e.name === "keydown") durations.push(e.duration);
          }).observe({ type: "event", durationThreshold: 16 });
        }"""
    )
    target = tab.locator(selector).nth(tab.locator(selector).count() // 2)
    target.scroll_into_view_if_needed()
    target.click()
    tab.keyboard.press("End")
    trace = []
    done = []
    session.on("Tracing.dataCollected", lambda event: trace.extend(event["value"]))
    session.on("Tracing.tracingComplete", lambda event: done.append(True))
    session.send(
        "Tracing.start",
        {"categories": "devtools.timeline,disabled-by-default-devtools.timeline"},
    )
    tab.keyboard.type(TEXT, delay=60)
    session.send("Tracing.end")
    while not done:
        tab.wait_for_timeout(50)
    work, longest = keys_of(trace)
    work.sort()
    session.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    durations = sorted(tab.evaluate("durations"))
    result = {
        "keys": len(TEXT),
        "load ms": round(load),
        "heap MB": round(metrics["JSHeapUsedSize"] / 1e6, 1),
        "nodes": int(metrics["Nodes"]),
        "work a key ms, median": round(statistics.median(work), 1),
        "work a key ms, 95 %": round(work[int(len(work) * 0.95)], 1),
        "work a key ms, most": round(work[-1], 1),
        "longest task ms": round(longest, 1),
        "key to frame above 16 ms": len(durations),
        "key to frame ms, most": durations[-1] if durations else 16,
    }
    tab.close()
    return result


def main(rows):
    site = Site()
    site.pages["/edit"] = page(sample_rows(rows))
    with site.running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        result = measure(
            browser, f"{url}/edit", "[data-cell=en][data-kind=paragraph]", ".workbench-bar"
        )
        sys.stdout.write(json.dumps(result, indent=2) + "\n")
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
