"""How long the page takes with many trials: the first paint of a report, and updates of a live page.

    dotnet build src/Dashboard && python3 benchmarks/page/measure.py [TRIALS]

Builds a page from the built script and style sheet and made-up trials, opens it in Debian's Chromium without a graphics card, and prints what the page measured of itself, and the CPU
time of its main thread for an update, which says what an update costs whatever else the machine does.
"""

import http.server
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILT = os.path.join(ROOT, "src", "Dashboard", "obj", "page")
PATHS = ["optimizer.learningRate", "optimizer.weightDecay", "optimizer.momentum", "network.hidden.0", "batchSize"]
UPDATES, CHANGED, EPOCHS = 20, 8, 20


def trial(number, total, rng):
    rate, decay, momentum, hidden, batch = 10 ** rng.uniform(-6, 0), 10 ** rng.uniform(-8, -2), rng.uniform(0.5, 0.99), rng.randint(8, 512), rng.randint(10, 200)
    value = math.exp(-0.5 * (math.log10(rate) + 2) ** 2) * rng.uniform(0.85, 0.95)
    curve = [float(f"{value * (1 - math.exp(-e / 4)):.5g}") for e in range(1, EPOCHS + 1, 4)]
    pruned = rng.random() < 0.5
    return {
        "number": number, "round": min(2, 3 * number // total), "state": "pruned" if pruned else "completed", "value": None if pruned else value,
        "parameters": [rate, decay, momentum, hidden, batch], "epochs": EPOCHS, "budget": EPOCHS, "curve": curve, "diagnosis": "healthy", "evidence": "the loss fell to the end",
        "why": None, "attempts": [{"worker": f"w{number % 8}", "repeat": 0, "from": number // 8 * 1.0, "to": number // 8 * 1.0 + 0.9, "end": "over"}],
    }


def study(trials, total):
    scales = ["log", "log", "linear", "log", "linear"]
    ends = [(1e-6, 1), (1e-8, 1e-2), (0.5, 0.99), (8, 512), (10, 200)]
    done = sum(t["state"] == "completed" for t in trials)
    return {
        "name": "benchmark", "folder": "benchmark.study", "state": "running", "seed": "1", "program": "0.1.0", "objective": {"metric": "validation.accuracy", "maximize": True, "at": "last"},
        "trials": {"total": total, "completed": done, "pruned": len(trials) - done, "diverged": 0, "failed": 0, "running": 0}, "secondsLeft": 10, "secondsPassed": total / 8 + 1, "hash": "0" * 64,
        "headline": {"title": "Best so far", "trial": 1, "value": 0.9, "interval": None, "howSure": "Not confirmed yet.", "advice": []},
        "dimensions": [{"path": p, "scale": s, "min": e[0], "max": e[1], "limits": None, "integer": False, "choices": None, "when": None} for p, s, e in zip(PATHS, scales, ends)],
        "rounds": [{"number": r, "firstTrial": r * total // 3, "ranges": [list(e) for e in ends], "why": [None] * 5} for r in range(3)],
        "diagnoses": [{"verdict": "healthy", "trials": len(trials), "example": 0, "evidence": "the loss fell to the end"}], "confirmed": [], "running": [], "importance": None,
        "curveStep": 4, "trainer": {},
    }


PROBE = """
const result = {}, durations = [];
new PerformanceObserver(list => list.getEntries().forEach(e => result[e.name] = Math.round(e.startTime))).observe({ type: 'paint', buffered: true });
const frame = () => new Promise(done => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }));
const idle = ms => new Promise(done => setTimeout(done, ms));
let listeners = {};
window.EventSource = class { addEventListener(name, listener) { listeners[name] = listener; } };
"""

DRIVER = """
(async () => {
  const send = (name, data) => listeners[name]({ data: JSON.stringify(data) });
  const cpu = async () => (await fetch('/cpu')).json();
  const parts = JSON.parse(document.getElementById('parts').textContent);
  if (parts) {
    send('hello', { program: '0.1.0', folders: ['benchmark.study'] });
    let t = performance.now();
    send('study', parts.first);
    result['first update, script'] = Math.round(performance.now() - t);
    await frame();
    result['first update, with its frame'] = Math.round(performance.now() - t);
    await idle(4000); // by then the lines of the parallel coordinates are drawn, a few milliseconds a frame
    for (const place of [0, 500, 1500]) {
      scrollTo(0, place);
      await idle(300);
      const took = [];
      const before = await cpu();
      for (const update of parts.updates[place]) {
        const text = JSON.stringify(update);
        t = performance.now();
        listeners.study({ data: text });
        await frame();
        took.push(performance.now() - t);
        await idle(60);
      }
      const used = await cpu() - before;
      took.sort((a, b) => a - b);
      result[`update at ${place} px: least, median, 90 %`] = [0, 0.5, 0.9].map(q => Math.round(took[Math.floor(q * took.length)]));
      result[`update at ${place} px: CPU milliseconds of the main thread, mean`] = Math.round(used / took.length * 10) / 10;
    }
  } else {
    await frame();
    result['drawn'] = Math.round(performance.now());
    await idle(500);
  }
  await fetch('/result', { method: 'POST', body: JSON.stringify(result) });
})();
"""


def renderers(profile):
    """The numbers of the page's processes."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", encoding="utf-8") as file:
                command = file.read()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if "--type=renderer" in command and profile in command:
            yield process


def renderer_seconds(profile):
    """The CPU time of the page's process: on a machine that does other things too, it says more than a clock."""
    total = 0
    for process in renderers(profile):
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def main_thread_milliseconds(profile):
    """The CPU time of the thread that scripts, lays out and paints."""
    total = 0
    for process in renderers(profile):
        with open(f"/proc/{process}/task/{process}/schedstat", encoding="utf-8") as file:
            total += int(file.read().split()[0])
    return total / 1e6


def run(data, parts):
    script, style = (open(os.path.join(BUILT, name), encoding="utf-8").read() for name in ("page.js", "page.css"))
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>page</title><style>{style}</style></head><body><div id="app"></div>'
        f'<script type="application/json" id="data">{json.dumps(data)}</script><script type="application/json" id="parts">{json.dumps(parts)}</script>'
        f"<script>{PROBE}</script><script>{script}</script><script>{DRIVER}</script></body></html>"
    )
    done, answer = threading.Event(), {}

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((json.dumps(main_thread_milliseconds(profile)) if self.path == "/cpu" else html).encode())

        def do_POST(self):
            answer.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            done.set()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:  # Server asks for it, once the browser is there
        browser = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900", "--remote-debugging-port=0", f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            if not done.wait(300):
                raise TimeoutError("The page did not finish.")
            answer["CPU seconds of the page"] = renderer_seconds(profile)
        finally:
            browser.terminate()
            browser.wait()
            server.shutdown()
    return len(html), answer


def main():
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(1)
    trials = [trial(n, total, rng) for n in range(total)]
    size, report = run({"live": False, "made": "now", "studies": [{"page": study(trials, total), "trials": trials}]}, None)
    print(f"report of {total} trials, {size / 1e6:.1f} MB: {report}")

    known = trials[: total - 3 * UPDATES * CHANGED]
    updates, at = {}, len(known)
    for place in (0, 500, 1500):
        updates[place] = []
        for _ in range(UPDATES):
            page = study(trials[: at + CHANGED], total)
            updates[place].append({"index": 0, "page": page, "trials": trials[at : at + CHANGED], "isWhole": False, "fault": None})
            at += CHANGED
    first = {"index": 0, "page": study(known, total), "trials": known, "isWhole": True, "fault": None}
    _, live = run({"live": True, "made": "", "studies": []}, {"first": first, "updates": updates})
    print(f"live page, {len(known)} trials and {CHANGED} more an update: {live}")


main()
